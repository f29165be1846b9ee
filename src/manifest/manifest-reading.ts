import type { HostDiagnosticKind, HostPhase } from '../contract/diagnostics.ts'
import type { Edit, Place } from '../finding.ts'
import type { ExactJson } from './exact-json.ts'
import type { Manifest } from './manifest.ts'
import type { NamedFiles } from './named-files.ts'
import type { Locate } from './text/locate.ts'
import type { TomlEditor } from './text/toml-editor.ts'

/** One reason why the host refuses the manifest, or a leniency worth a warning. */
export interface ManifestProblem {
  /** Rule id, `manifest/...` or `legacy/...`. */
  readonly rule: string
  readonly severity: 'error' | 'warning'
  /** Absent where the host accepts it. */
  readonly kind?: HostDiagnosticKind
  readonly phase?: HostPhase
  readonly message: string
  readonly why: string
  readonly fix: string
  readonly at: Place
  readonly edits?: readonly Edit[]
  /** True on the problem at which the host stops. */
  readonly isHostFirst: boolean
  /** Whether the host attaches the source-qualified identity to its diagnostic. @source host contract 1.5 */
  readonly hasIdentity: boolean
}

/** A comment of the file with its `#`, and what takes it away. */
export interface ManifestComment {
  readonly text: string
  readonly at: Place
  readonly removal: readonly Edit[]
}

/** Everything learnt from the text of `plugin.toml`. */
export interface ManifestReading {
  /** Absent when the text does not parse into the typed shape (contract 1.1 step 4). */
  readonly manifest?: Manifest
  /** The `input_schema` of each tool with its numbers exact; as long as `manifest.tools`. */
  readonly toolSchemas: readonly ExactJson[]
  /** Also when there is no `manifest`. */
  readonly namedFiles: NamedFiles
  readonly problems: readonly ManifestProblem[]
  readonly comments: readonly ManifestComment[]
  /** Without a readable text, the file itself. */
  readonly locate: Locate
  /** Makes the edits of `--fix`. */
  readonly editor: TomlEditor
}
