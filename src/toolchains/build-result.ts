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
  readonly findings: readonly Finding[]
}

export interface BuildFailure {
  readonly ok: false
  readonly findings: readonly Finding[]
}
