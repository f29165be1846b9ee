import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { asset } from '../assets.io.ts'
import { WIT_FILES } from '../contract/wit-files.ts'
import { hashFileInside } from './hash-file.io.ts'
import type { WitHashes } from './wit-problem.ts'

const MAX_WIT_BYTES = 1024 * 1024

/** Hashes of the WIT that the running tool carries, by the paths in a project. */
export function ownWit(): WitHashes {
  return new Map(
    WIT_FILES.map(path => {
      const text = readFileSync(asset(path.replace('wit/', 'wit/yoi-plugin/')))
      return [path, createHash('sha256').update(text).digest('hex')]
    }),
  )
}

/** Hashes of the WIT of a project; nothing behind a link is opened. @param projectDirectory absolute */
export function projectWit(projectDirectory: string): WitHashes {
  const hashes = new Map<string, string>()
  for (const path of WIT_FILES) {
    const hashing = hashFileInside(projectDirectory, path, MAX_WIT_BYTES)
    if (hashing.ok) hashes.set(path, Buffer.from(hashing.hash.sha256).toString('hex'))
  }
  return hashes
}
