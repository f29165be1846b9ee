import { toJsonValue } from '../../manifest/exact-json.ts'
import type { JsonValue } from '../../manifest/manifest.ts'
import { checkPackagePath } from '../../manifest/package-path.ts'
import type { LineMap } from '../../manifest/toml/line-map.ts'
import type { TomlNode, TomlTable } from '../../manifest/toml/toml-node.ts'
import { tomlToJson } from '../../manifest/toml/toml-to-json.ts'
import { quote } from '../../quote.ts'
import type { ReportCaseProblem } from '../read-case-grants.ts'
import { readReplyAnswer } from './read-reply-answer.ts'
import { REPLY_CALLS, type Reply, type ReplyAnswer } from './reply.ts'

const MAX_REPLIES = 100

const KEYS = ['call', 'with', 'answer', 'failure']

/** Reads `[[replies]]` of a case. */
export function readReplies(
  root: TomlTable,
  placeOf: LineMap['placeOf'],
  report: ReportCaseProblem,
): Reply[] {
  const node = root.entries.get('replies')?.value
  if (node === undefined) return []
  if (node.kind !== 'array') {
    report('"replies" must be tables under [[replies]]', node)
    return []
  }
  if (node.items.length > MAX_REPLIES)
    report(`${node.items.length} replies, more than ${MAX_REPLIES}`, node.items[MAX_REPLIES]!)
  return node.items.slice(0, MAX_REPLIES).flatMap(item => {
    const reply = readReply(item, report)
    return reply === undefined ? [] : [{ ...reply, at: placeOf(item.start, item.end) }]
  })
}

/** Reads `cassette` of a case: a file of the project, contract 1.4. @returns null when the case names none */
export function readCassettePath(root: TomlTable, report: ReportCaseProblem): string | null {
  const node = root.entries.get('cassette')?.value
  if (node === undefined) return null
  if (node.kind === 'string' && node.value.endsWith('.json')) {
    const refusal = checkPackagePath(node.value)
    if (refusal === undefined) return node.value
    report(`the cassette ${quote(node.value)} is no plain path: ${refusal}`, node)
  } else {
    report('"cassette" must be the path of a .json file in the project', node)
  }
  return null
}

function readReply(node: TomlNode, report: ReportCaseProblem): Omit<Reply, 'at'> | undefined {
  if (node.kind !== 'table') {
    report('each of [[replies]] must be a table', node)
    return undefined
  }
  for (const [key, { keyStart, keyEnd }] of node.entries) {
    if (!KEYS.includes(key))
      report(`the key ${quote(key)} is not one of ${KEYS.join(', ')}`, { start: keyStart, end: keyEnd })
  }
  const call = node.entries.get('call')?.value
  if (call?.kind !== 'string' || !REPLY_CALLS.includes(call.value)) {
    report(`"call" of a reply must be one of ${REPLY_CALLS.join(', ')}`, call ?? node)
    return undefined
  }
  const answer = readAnswer(call.value, node, report)
  return answer && { call: call.value, with: jsonOf(node, 'with'), answer }
}

function readAnswer(call: string, node: TomlTable, report: ReportCaseProblem): ReplyAnswer | undefined {
  const failure = node.entries.get('failure')?.value
  const answer = node.entries.get('answer')?.value
  if (failure && answer) {
    report('"answer" and "failure" of a reply exclude each other', failure)
    return undefined
  }
  if (failure) {
    if (failure.kind === 'string') return { kind: 'failure', problem: failure.value }
    report('"failure" of a reply must be a string', failure)
    return undefined
  }
  const reading = readReplyAnswer(call, jsonOf(node, 'answer'))
  if (reading.ok) return reading.answer
  report(`"answer" of ${call} ${reading.problem}`, answer ?? node)
  return undefined
}

/** A number that JSON has not becomes null, and is then nothing that anything could be compared with. */
function jsonOf(node: TomlTable, key: string): JsonValue | undefined {
  const entry = node.entries.get(key)
  return entry && toJsonValue(tomlToJson(entry.value).value)
}
