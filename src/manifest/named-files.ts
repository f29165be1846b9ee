import type { DraftManifest } from './semantics/draft-manifest.ts'

/** Paths that a manifest names, as written. */
export interface NamedFiles {
  /** `runtime.component`, if it is a string. */
  readonly component?: string
  /** `file` of each hook that has one. */
  readonly hooks: readonly string[]
}

/** Taken from what could be read, so that an unrelated mistake elsewhere makes no file look absent. */
export function namedFiles({ runtime, hooks }: DraftManifest): NamedFiles {
  const component = runtime?.component
  return {
    ...(typeof component === 'string' && { component }),
    hooks: (hooks ?? []).flatMap(hook => (hook?.file === undefined ? [] : [hook.file])),
  }
}
