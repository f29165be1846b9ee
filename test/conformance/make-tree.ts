import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { packedPlugin } from '../support/packed-plugin.ts'

/**
 * Paths to texts, or to `{ symlink }`, `{ directory }`, `{ fifo }`, `{ zeros }` (a file of so many bytes), `{ files }`
 * (a folder of so many empty files) or `{ package }` (a packed plugin with this id and version). With `latin1` the name is
 * written in that encoding, so that it need not be UTF-8.
 */
export type Tree = Readonly<Record<string, string | TreeNode>>

interface TreeNode {
  readonly symlink?: string
  readonly fifo?: boolean
  readonly zeros?: number
  readonly files?: number
  readonly latin1?: boolean
  readonly package?: { readonly id?: string; readonly version?: string }
}

/** Makes real files and folders below `folder`. */
export function makeTree(folder: string, tree: Tree): void {
  for (const [path, node] of Object.entries(tree)) makeNode(join(folder, path), node)
}

function makeNode(path: string, node: string | TreeNode): void {
  mkdirSync(dirname(path), { recursive: true })
  if (typeof node === 'string') writeFileSync(path, node)
  else if (node.symlink !== undefined) symlinkSync(node.symlink, path)
  else if (node.package) writeFileSync(path, packedPlugin(node.package))
  else if (node.latin1) writeFileSync(Buffer.from(path, 'latin1'), '')
  else if (node.fifo) execFileSync('mkfifo', [path])
  else if (node.zeros !== undefined) makeZeros(path, node.zeros)
  else {
    mkdirSync(path)
    for (let index = 0; index < (node.files ?? 0); index += 1) writeFileSync(join(path, String(index)), '')
  }
}

function makeZeros(path: string, byteLength: number): void {
  writeFileSync(path, '')
  truncateSync(path, byteLength)
}
