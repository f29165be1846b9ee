import type { Finding, Place } from '../../finding.ts'
import { jsonToNode } from '../../grants/json-to-node.ts'
import { locateJson } from '../../manifest/json/locate-json.ts'
import { parseStrictJson } from '../../manifest/json/parse-strict-json.ts'
import type { KeyPath } from '../../manifest/key-path.ts'
import { checkShape } from '../../manifest/shape/check-shape.ts'
import { adviseShape } from '../../manifest/text/shape-advice.ts'
import { createLineMap } from '../../manifest/toml/line-map.ts'
import { CASSETTE_LIMITS, type Cassette } from './cassette.ts'
import { CASSETTE_SHAPE } from './cassette-shape.ts'
import { type CassetteDraft, readExchanges } from './read-exchanges.ts'

export interface CassetteReading {
  /** Absent when there are findings. */
  readonly cassette?: Cassette
  readonly findings: readonly Finding[]
  /** Where a value stands in the file, by its key path. */
  readonly placeOf: (path: KeyPath) => Place
}

/** Whoever has more is told of these. */
const MAX_FINDINGS = 20

/**
 * Reads one cassette; never throws.
 * @param file its path, for findings
 * @param bytes at most `CASSETTE_LIMITS.bytes`
 */
export function readCassette(file: string, bytes: Uint8Array): CassetteReading {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return failed('the file is not UTF-8', { file })
  }
  const lines = createLineMap(file, text)
  const json = parseStrictJson(text)
  if (!json.ok) return failed(`it is not JSON: ${json.message}`, lines.placeOf(json.offset, json.offset))
  const placeOf = (path: KeyPath) => {
    const { start, end } = locateJson(text, path)
    return lines.placeOf(start, end)
  }
  const findings: Finding[] = []
  const report = (problem: string, path: KeyPath) => {
    if (findings.length < MAX_FINDINGS) findings.push(unreadableCassette(problem, placeOf(path)))
  }
  const { draft, problems } = checkShape(jsonToNode(json.value), CASSETTE_SHAPE, 'none')
  const audience = { area: 'cassette', file: 'the cassette', why: '' }
  for (const problem of problems)
    report(adviseShape(problem, audience).message.replace(/\.$/, ''), problem.path)
  if (findings.length > 0) return { findings, placeOf }
  const { exchanges, redacted } = draft as CassetteDraft
  if (exchanges.length > CASSETTE_LIMITS.exchanges)
    report(`${exchanges.length} exchanges, more than ${CASSETTE_LIMITS.exchanges}`, ['exchanges'])
  const cassette = { exchanges: readExchanges(exchanges, report), redacted }
  return findings.length > 0 ? { findings, placeOf } : { cassette, findings, placeOf }
}

function failed(problem: string, at: Place): CassetteReading {
  return { findings: [unreadableCassette(problem, at)], placeOf: () => at }
}

/** @param problem ends a sentence */
export function unreadableCassette(problem: string, at: Place): Finding {
  return {
    rule: 'cassette/unreadable',
    severity: 'error',
    message: `The cassette cannot be used: ${problem}.`,
    why: 'A cassette that is not understood cannot stand in for the network.',
    fix: 'Record it again, or correct it as docs/recording.md shows.',
    at,
  }
}
