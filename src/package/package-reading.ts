import type { Finding } from '../finding.ts'
import type { BuildState } from './build-record.ts'
import type { InputKind, PackageFiles } from './loaded-plugin.ts'

/** What was read from disk, before anything is made of it. */
export interface PackageReading {
  readonly inputKind: InputKind
  /** As typed by the user, for reports. */
  readonly inputPath: string
  /** Files of the package; of a bare component only itself, under its own name. */
  readonly files: PackageFiles
  /** Whether every file that belongs to the package is in `files`; only then has it a digest. */
  readonly isWhole: boolean
  /** Paths that belong to the package and could not be taken; `findings` say why. */
  readonly unread: ReadonlySet<string>
  readonly findings: readonly Finding[]
  /** What `.yoi-plugin/build.json` says; absent unless a project folder was read. */
  readonly build?: BuildState
}
