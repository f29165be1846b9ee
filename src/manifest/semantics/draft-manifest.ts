/**
 * What the semantic checks look at. A part that could not be read by its shape is `undefined`, and the checks that need it
 * stay silent; an absent optional key is `null`.
 */
export interface DraftManifest {
  readonly schema_version: number | undefined
  readonly id: string | undefined
  readonly name: string | undefined
  readonly version: string | undefined
  readonly runtime: DraftRuntime | null | undefined
  readonly services: DraftNames | undefined
  readonly ingresses: DraftNames | undefined
  readonly hooks: readonly (DraftHook | undefined)[] | undefined
}

export interface DraftRuntime {
  readonly kind: string | undefined
  readonly entry: string | null | undefined
  readonly abi: string | null | undefined
  readonly component: string | null | undefined
  readonly world: string | null | undefined
}

export interface DraftHook {
  readonly id: string | undefined
  readonly file: string | undefined
}

export type DraftNames = readonly ({ readonly name: string | undefined } | undefined)[]
