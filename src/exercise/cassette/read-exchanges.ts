import { WEBSOCKET_LIMITS } from '../../contract/limits.ts'
import { REQUEST_METHODS } from '../../contract/request-rules.ts'
import { type ExactJson, toJsonValue } from '../../manifest/exact-json.ts'
import type { KeyPath } from '../../manifest/key-path.ts'
import { FIELD_FORM, FIELD_FORMS, MAX_IGNORED_FIELDS } from '../../manifest/project/record-words.ts'
import { quote } from '../../quote.ts'
import { readBody } from './body-forms.ts'
import {
  CASSETTE_LIMITS,
  type Exchange,
  type Header,
  type RecordedRequest,
  type RecordedResponse,
  type SocketMessage,
} from './cassette.ts'

/** @param problem ends a sentence */
export type ReportProblem = (problem: string, path: KeyPath) => void

interface BodyDraft {
  readonly body: string | null
  readonly body_lines: readonly string[] | null
  readonly body_json: ExactJson
}

interface MessageDraft {
  readonly sent: string | null
  readonly sent_json: ExactJson
  readonly received: string | null
  readonly received_json: ExactJson
  readonly closed: boolean
}

type HttpDraft<Rest> = BodyDraft & { readonly headers: readonly string[] } & Rest

type ExchangeDraft = { readonly ignore: readonly string[] } & (
  | {
      readonly api: 'request'
      readonly request: HttpDraft<{ readonly method: string; readonly url: string }>
      readonly response: HttpDraft<{ readonly status: number; readonly truncated: boolean }>
    }
  | { readonly api: 'websocket'; readonly url: string; readonly messages: readonly MessageDraft[] }
)

/** A cassette as its shape allows it. */
export interface CassetteDraft {
  readonly redacted: readonly string[]
  readonly exchanges: readonly ExchangeDraft[]
}

/** Reads what the shape alone does not tell: URLs, headers, the one form of a body. */
export function readExchanges(drafts: readonly ExchangeDraft[], report: ReportProblem): Exchange[] {
  return drafts.map((draft, index) => {
    const at = ['exchanges', index]
    if (draft.ignore.length > MAX_IGNORED_FIELDS)
      report(`${draft.ignore.length} fields, more than ${MAX_IGNORED_FIELDS}`, [...at, 'ignore'])
    draft.ignore.forEach((field, position) => {
      if (!FIELD_FORM.test(field))
        report(`${quote(field)} is no field; expected ${FIELD_FORMS}`, [...at, 'ignore', position])
    })
    if (draft.api === 'request') {
      const request = readRequest(draft.request, [...at, 'request'], report)
      const response = readResponse(draft.response, [...at, 'response'], report)
      return { api: 'request', request, response, ignore: draft.ignore }
    }
    if (!/^wss?:\/\/./i.test(draft.url))
      report('the URL is not absolute, or neither ws nor wss', [...at, 'url'])
    const messages = readMessages(draft.messages, [...at, 'messages'], report)
    return { api: 'websocket', url: draft.url, messages, ignore: draft.ignore }
  })
}

function readRequest(
  draft: (ExchangeDraft & { api: 'request' })['request'],
  at: KeyPath,
  report: ReportProblem,
): RecordedRequest {
  const { method, url } = draft
  if (!REQUEST_METHODS.some(known => known === method))
    report(`the method ${quote(method)} is none of ${REQUEST_METHODS.join(', ')}`, [...at, 'method'])
  if (!/^https?:\/\/./i.test(url))
    report('the URL is not absolute, or neither http nor https', [...at, 'url'])
  const headers = readHeaders(draft.headers, at, report)
  return { method, url, headers, body: readText(draft, at, report) ?? null }
}

function readResponse(
  draft: (ExchangeDraft & { api: 'request' })['response'],
  at: KeyPath,
  report: ReportProblem,
): RecordedResponse {
  const headers = readHeaders(draft.headers, at, report)
  const body = readText(draft, at, report) ?? ''
  return { status: draft.status, headers, body, truncated: draft.truncated }
}

function readHeaders(lines: readonly string[], at: KeyPath, report: ReportProblem): Header[] {
  return lines.map((line, index) => {
    const colon = line.indexOf(':')
    if (colon < 1) report('a header is written as "name: value"', [...at, 'headers', index])
    return { name: line.slice(0, colon), value: line.slice(colon + 1).replace(/^ /, '') }
  })
}

function readText(draft: BodyDraft, at: KeyPath, report: ReportProblem): string | undefined {
  const text = readBody({ ...draft, body_json: toJsonValue(draft.body_json) })
  if (text === null) report('"body", "body_lines" and "body_json" exclude each other', at)
  return text ?? undefined
}

function readMessages(drafts: readonly MessageDraft[], at: KeyPath, report: ReportProblem): SocketMessage[] {
  if (drafts.length > CASSETTE_LIMITS.messages)
    report(`${drafts.length} messages, more than ${CASSETTE_LIMITS.messages}`, at)
  return drafts.flatMap((draft, index) => {
    const found = messagesOf(draft)
    const [message] = found
    if (found.length !== 1 || message === undefined) {
      report('a message has one of sent, sent_json, received, received_json and closed', [...at, index])
      return []
    }
    const byteLength = message.kind === 'closed' ? 0 : Buffer.byteLength(message.text)
    if (byteLength > WEBSOCKET_LIMITS.messageBytes)
      report(`the message is ${byteLength} bytes, more than ${WEBSOCKET_LIMITS.messageBytes}`, [...at, index])
    return [message]
  })
}

function messagesOf({ closed, ...draft }: MessageDraft): SocketMessage[] {
  const json = (value: ExactJson) => (value === null ? null : JSON.stringify(toJsonValue(value)))
  const texts = [
    { kind: 'sent', text: draft.sent },
    { kind: 'sent', text: json(draft.sent_json) },
    { kind: 'received', text: draft.received },
    { kind: 'received', text: json(draft.received_json) },
  ] as const
  return [
    ...texts.flatMap(({ kind, text }) => (text === null ? [] : [{ kind, text }])),
    ...(closed ? [{ kind: 'closed' } as const] : []),
  ]
}
