import { HOST_API_FUNCTIONS, HOST_APIS } from '../../contract/worlds.ts'
import type { Place } from '../../finding.ts'
import type { JsonValue } from '../../manifest/manifest.ts'
import type { RecordedResponse } from '../cassette/cassette.ts'

/** The host functions that a reply can answer, e.g. `fs.read`. */
export const REPLY_CALLS: readonly string[] = HOST_APIS.flatMap(api =>
  HOST_API_FUNCTIONS[api].map(({ name }) => `${api}.${name}`),
)

/** What a reply gives, by the function that it answers. */
export type ReplyAnswer =
  | { readonly kind: 'response'; readonly response: RecordedResponse }
  | { readonly kind: 'received'; readonly text: string }
  | { readonly kind: 'closed' }
  /** Members of the answer besides `path`, in the host's order. */
  | { readonly kind: 'fs'; readonly members: Readonly<Record<string, JsonValue>> }
  /** The function has only one good answer. */
  | { readonly kind: 'done' }
  /** The call fails; `problem` ends a sentence. */
  | { readonly kind: 'failure'; readonly problem: string }

/** One entry of `[[replies]]`: a canned answer to one host call of the case. */
export interface Reply {
  /** One of `REPLY_CALLS`. */
  readonly call: string
  /** What the call must look like, as in `content_json` with `$partial` around it; undefined: anything. */
  readonly with: JsonValue | undefined
  readonly answer: ReplyAnswer
  readonly at: Place
}
