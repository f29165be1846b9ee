import type { GrantSet } from '../grants/grant-set.ts'
import type { JsonValue } from '../manifest/manifest.ts'
import type { Reply } from './replies/reply.ts'

/** How a call is expected to fail, in the words of a case file. @source design 3 */
export type ExpectedError = 'trap' | 'output' | `limit:${string}` | `denied:${string}`

/** `[expect]` of a case: every field that is present must hold. */
export interface Expectation {
  readonly summary?: JsonValue
  readonly content?: JsonValue
  /** Compared with the parsed content; `{ "$partial" = ... }` and `{ "$match" = "regex" }` loosen it. */
  readonly contentJson?: JsonValue
  /** JSON text compared with the content number by number, for `null` and exact numbers. */
  readonly contentJsonText?: string
  /** Code of a PDK error output, e.g. `invalid_input`. */
  readonly toolError?: string
  readonly error?: ExpectedError
  /** What files hold after the call, by their path in the project; false: there must be none. */
  readonly files?: Readonly<Record<string, JsonValue>>
  readonly hostCalls?: number
  readonly maxFuel?: number
}

/** One tool call with its expected outcome. */
export interface Case {
  /** Path of its file, relative to the project, with `/`. */
  readonly file: string
  readonly tool: string
  /** JSON text as the model would send it. */
  readonly inputJson: string
  /** What this call is granted, in place of `[grants]`; folders are of the project. Null: nothing is said. */
  readonly grants: GrantSet | null
  /** Labels of permissions that are taken away for this call. */
  readonly without: readonly string[]
  /** Canned answers to host calls. */
  readonly replies: readonly Reply[]
  /** Path in the project of the recording that answers its other calls; null: see `cassettePathOf`. */
  readonly cassette: string | null
  readonly expect: Expectation
}
