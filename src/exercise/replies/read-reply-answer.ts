import type { JsonValue } from '../../manifest/manifest.ts'
import { quote } from '../../quote.ts'
import type { Header } from '../cassette/cassette.ts'
import type { ReplyAnswer } from './reply.ts'

export type ReplyAnswerReading =
  | { readonly ok: true; readonly answer: ReplyAnswer }
  /** `problem` ends a sentence that begins with the answer. */
  | { readonly ok: false; readonly problem: string }

type Members = Readonly<Record<string, JsonValue>>
type Read = (members: Members) => ReplyAnswer | string

/** Keys of an answer by the function, and how they are read. */
const ANSWERS: Readonly<Record<string, { readonly keys: readonly string[]; readonly read: Read }>> = {
  'request.request': {
    keys: ['status', 'headers', 'body', 'body_json', 'truncated'],
    read: readResponse,
  },
  'websocket.recv': { keys: ['text', 'text_json', 'closed'], read: readReceived },
  'fs.read': { keys: ['content', 'truncated'], read: readFile },
  'fs.list': { keys: ['entries', 'truncated'], read: readFolder },
}

/** For these there is nothing to say: they did what they were asked to do. */
const NO_KEYS: { readonly keys: readonly string[]; readonly read: Read } = {
  keys: [],
  read: () => ({ kind: 'done' }),
}

/** Reads `answer` of a reply; absent is the same as empty. @param call one of `REPLY_CALLS` */
export function readReplyAnswer(call: string, answer: JsonValue = {}): ReplyAnswerReading {
  const { keys, read } = ANSWERS[call] ?? NO_KEYS
  const known = keys.length === 0 ? 'no key' : keys.join(', ')
  if (!isObject(answer)) return { ok: false, problem: `must be a table with ${known}` }
  const strange = Object.keys(answer).find(key => !keys.includes(key))
  if (strange !== undefined) return { ok: false, problem: `has the key ${quote(strange)}; expected ${known}` }
  const result = read(answer)
  return typeof result === 'string' ? { ok: false, problem: result } : { ok: true, answer: result }
}

function readResponse({
  status,
  headers = {},
  body,
  body_json,
  truncated = false,
}: Members): ReplyAnswer | string {
  if (!Number.isInteger(status) || Number(status) < 100 || Number(status) > 999)
    return 'needs "status", a number from 100 to 999'
  if (typeof truncated !== 'boolean') return 'has a "truncated" that is no boolean'
  const text = oneText('body', body, body_json)
  if (typeof text !== 'string') return text.problem
  const list = readHeaders(headers)
  if (list === undefined) return 'has "headers" that are no table of strings'
  return { kind: 'response', response: { status: Number(status), headers: list, body: text, truncated } }
}

function readHeaders(headers: JsonValue): Header[] | undefined {
  if (!isObject(headers)) return undefined
  const list = Object.entries(headers).map(([name, value]) => ({ name, value }))
  return list.every((header): header is Header => typeof header.value === 'string') ? list : undefined
}

function readReceived({ text, text_json, closed }: Members): ReplyAnswer | string {
  if (closed === true && text === undefined && text_json === undefined) return { kind: 'closed' }
  if (closed !== undefined || (text === undefined && text_json === undefined))
    return 'needs "text", "text_json" or "closed = true"'
  const message = oneText('text', text, text_json)
  return typeof message === 'string' ? { kind: 'received', text: message } : message.problem
}

function readFile({ content = '', truncated = false }: Members): ReplyAnswer | string {
  if (typeof content !== 'string') return 'has a "content" that is no string'
  if (typeof truncated !== 'boolean') return 'has a "truncated" that is no boolean'
  return { kind: 'fs', members: { content, truncated } }
}

/** An entry is a name, which then is that of a file, or a table with name and kind. */
function readFolder({ entries = [], truncated = false }: Members): ReplyAnswer | string {
  if (typeof truncated !== 'boolean') return 'has a "truncated" that is no boolean'
  const list = Array.isArray(entries) ? entries.map(readEntry) : [undefined]
  if (list.includes(undefined)) return 'has "entries" that are no list of names or of { name, kind }'
  return { kind: 'fs', members: { entries: list as readonly JsonValue[], truncated } }
}

function readEntry(entry: JsonValue): JsonValue | undefined {
  if (typeof entry === 'string') return { name: entry, kind: 'file' }
  if (!isObject(entry) || typeof entry.name !== 'string') return undefined
  const kind = ['file', 'dir', 'symlink', 'other'].find(word => word === entry.kind)
  return kind === undefined || Object.keys(entry).length > 2 ? undefined : { name: entry.name, kind }
}

function oneText(
  key: string,
  text: JsonValue | undefined,
  json: JsonValue | undefined,
): string | { readonly problem: string } {
  if (text !== undefined && json !== undefined) return { problem: `has both "${key}" and "${key}_json"` }
  if (json !== undefined) return JSON.stringify(json)
  return typeof text === 'string' || text === undefined
    ? (text ?? '')
    : { problem: `has a "${key}" that is no string` }
}

function isObject(value: JsonValue | undefined): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
