import type { Finding } from '../finding.ts'

/** What a toolchain hands back: whole component bytes, or the findings that prevented them. Writes nothing itself. */
export type BuildResult = BuiltComponent | BuildFailure

export interface BuiltComponent {
  readonly ok: true
  readonly component: Uint8Array
  /** Engine recipe, e.g. `quickjs@1`, or `rust`. */
  readonly engine: string
  /** Files that went into the component, project-relative, with their sha256 (hex), for `build/stale`. */
  readonly inputs: readonly { readonly path: string; readonly sha256: string }[]
  readonly sourceMap?: string
  /** Of what the component consists; absent where the toolchain cannot tell. */
  readonly size?: ComponentSize
  readonly findings: readonly Finding[]
}

/** The bytes of a component by where they come from; the first three add up to its length. */
export interface ComponentSize {
  /** The engine: its code, and the memory that it starts with. */
  readonly engineBytes: number
  /** The compiled code of the project, its packages and the SDK. */
  readonly applicationBytes: number
  /** What the top level of that code left in memory: functions, tables, texts, and the input schemas. */
  readonly dataBytes: number
  /** What went into the bundle, largest first: path in the project or name of the SDK, and bytes of source in the bundle. */
  readonly modules: readonly { readonly path: string; readonly bytes: number }[]
}

export interface BuildFailure {
  readonly ok: false
  readonly findings: readonly Finding[]
}
