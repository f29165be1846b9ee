import { closeSync, readSync } from 'node:fs'
import { openRegularFile } from './read-file.io.ts'

/** What a write may replace: any file, only WebAssembly, only an archive, or nothing at all. */
export type Replaceable = 'anything' | 'wasm' | 'archive' | 'nothing'

const SIGNATURES = { wasm: [0x00, 0x61, 0x73, 0x6d], archive: [0x50, 0x4b] } as const

/** Whether the file is of the kind that we write there ourselves; an empty file is nobody's. */
export function isOurs(path: string, kind: Exclude<Replaceable, 'nothing'>): boolean {
  if (kind === 'anything') return true
  const file = openRegularFile(path)
  if (!file.ok) return false
  try {
    const signature = SIGNATURES[kind]
    const head = new Uint8Array(signature.length)
    const count = readSync(file.descriptor, head, 0, head.byteLength, 0)
    return (
      count === 0 || (count === head.byteLength && signature.every((byte, index) => head[index] === byte))
    )
  } finally {
    closeSync(file.descriptor)
  }
}
