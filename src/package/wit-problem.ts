import { WIT_FILES } from '../contract/wit-files.ts'
import type { Finding } from '../finding.ts'
import { quote } from '../quote.ts'
import { warning } from './package-problem.ts'

/** Hashes of WIT files by the path that they have in a project, 64 lower-case hex digits; a file that is not there is absent. */
export type WitHashes = ReadonlyMap<string, string>

/** WIT files of a Rust project that are not those of the running tool. A project without any keeps its WIT elsewhere, which is its own affair. @source host contract 6.1 */
export function changedWit(own: WitHashes, project: WitHashes): Finding[] {
  if (project.size === 0) return []
  const changed = WIT_FILES.filter(path => own.get(path) !== project.get(path))
  return changed.map(path =>
    warning('build/wit-changed', {
      what: project.has(path)
        ? `${quote(path)} is not what this version of yoi-plugin carries.`
        : `${quote(path)} is missing.`,
      why: 'The code is generated from it, and the host has exactly the functions of its own interfaces.',
      fix: 'Copy the file from a new project: `yoi-plugin new --template rust-tool`.',
      file: path,
    }),
  )
}
