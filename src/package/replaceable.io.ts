import { closeSync, readSync } from 'node:fs'
import { PACKAGE_LIMITS } from '../contract/limits.ts'
import { MANIFEST_FILE } from '../contract/names.ts'
import { openRegularFile, readFileNoFollow } from './read-file.io.ts'
import { readArchive } from './zip/read-archive.ts'

/** What a write may replace: any file, only WebAssembly, only a package, or nothing at all. */
export type Replaceable = 'anything' | 'wasm' | 'package' | 'nothing'

const WASM_SIGNATURE = [0x00, 0x61, 0x73, 0x6d]

/** Whether the file is of the kind that we write there ourselves; an empty file is nobody's. */
export function isOurs(path: string, kind: Exclude<Replaceable, 'nothing'>): boolean {
  if (kind === 'anything') return true
  return kind === 'wasm' ? isWasm(path) : isPackage(path)
}

function isWasm(path: string): boolean {
  const file = openRegularFile(path)
  if (!file.ok) return false
  try {
    const head = new Uint8Array(WASM_SIGNATURE.length)
    const count = readSync(file.descriptor, head, 0, head.byteLength, 0)
    return count === 0 || WASM_SIGNATURE.every((byte, index) => head[index] === byte)
  } finally {
    closeSync(file.descriptor)
  }
}

/** Other files are zip archives, too: only one that the host could read, with a manifest, is a package. */
function isPackage(path: string): boolean {
  const file = readFileNoFollow(path, PACKAGE_LIMITS.packageBytes)
  if (!file.ok) return false
  if (file.bytes.byteLength === 0) return true
  const archive = readArchive(file.bytes)
  return archive.ok && archive.files.has(MANIFEST_FILE)
}
