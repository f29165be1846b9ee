import type { JsonValue } from '../manifest/manifest.ts'
import { escapeText } from '../quote.ts'
import { type PatternVerdict, testPattern } from './test-pattern.ts'

const MAX_DIFFERENCES = 8
const MAX_SHOWN = 160

/**
 * Compares a received JSON value with an expected one.
 * In the expected value `{ "$partial": x }` lets the received object have more keys, `{ "$match": "regex" }` tests a string.
 * @param path where the value stands, e.g. `content_json`
 * @returns one line per difference, at most 8
 */
export function matchValue(expected: JsonValue, received: JsonValue, path: string): string[] {
  return compare(expected, received, path, false).slice(0, MAX_DIFFERENCES)
}

type JsonObject = { readonly [key: string]: JsonValue }

function compare(expected: JsonValue, received: JsonValue, path: string, isPartial: boolean): string[] {
  const directive = readDirective(expected)
  if (directive?.name === '$partial') return compare(directive.value, received, path, true)
  if (directive?.name === '$match') return compareText(directive.value, received, path)
  if (Array.isArray(expected)) {
    return Array.isArray(received)
      ? compareArrays(expected, received, path, isPartial)
      : [differs(expected, received, path)]
  }
  if (isObject(expected)) {
    return isObject(received)
      ? compareObjects(expected, received, path, isPartial)
      : [differs(expected, received, path)]
  }
  return Object.is(expected, received) || (expected === 0 && received === 0)
    ? []
    : [differs(expected, received, path)]
}

function readDirective(expected: JsonValue): { name: '$partial' | '$match'; value: JsonValue } | undefined {
  if (!isObject(expected)) return undefined
  const [name, ...others] = Object.keys(expected)
  if (others.length > 0 || (name !== '$partial' && name !== '$match')) return undefined
  return { name, value: expected[name]! }
}

function compareText(pattern: JsonValue, received: JsonValue, path: string): string[] {
  if (typeof pattern !== 'string') return [`${path}: "$match" takes a string, found ${show(pattern)}`]
  if (typeof received !== 'string')
    return [`${path}: expected text matching /${escapeText(pattern)}/, received ${show(received)}`]
  const reasons: Record<Exclude<PatternVerdict, 'matches'>, string> = {
    differs: `expected text matching /${escapeText(pattern)}/, received ${show(received)}`,
    broken: `"$match" is not a regular expression: ${show(pattern)}`,
    'too-slow': `"$match" took over 100 ms, which a simpler expression avoids: ${show(pattern)}`,
  }
  const verdict = testPattern(pattern, received)
  return verdict === 'matches' ? [] : [`${path}: ${reasons[verdict]}`]
}

function compareArrays(
  expected: readonly JsonValue[],
  received: readonly JsonValue[],
  path: string,
  isPartial: boolean,
): string[] {
  const shared = Math.min(expected.length, received.length)
  const differences: string[] = []
  for (let index = 0; index < shared; index++) {
    differences.push(...compare(expected[index]!, received[index]!, `${path}[${index}]`, isPartial))
  }
  if (expected.length !== received.length) {
    differences.push(`${path}: expected ${expected.length} items, received ${received.length}`)
  }
  return differences
}

function compareObjects(
  expected: JsonObject,
  received: JsonObject,
  path: string,
  isPartial: boolean,
): string[] {
  const differences = Object.keys(expected).flatMap(key =>
    Object.hasOwn(received, key)
      ? compare(expected[key]!, received[key]!, childPath(path, key), isPartial)
      : [`${childPath(path, key)}: expected ${show(expected[key]!)}, received nothing`],
  )
  if (isPartial) return differences
  const extra = Object.keys(received).filter(key => !Object.hasOwn(expected, key))
  return [
    ...differences,
    ...extra.map(key => `${childPath(path, key)}: expected nothing, received ${show(received[key]!)}`),
  ]
}

function childPath(path: string, key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? `${path}.${key}` : `${path}["${escapeText(key)}"]`
}

function differs(expected: JsonValue, received: JsonValue, path: string): string {
  return `${path}: expected ${show(expected)}, received ${show(received)}`
}

function show(value: JsonValue): string {
  if (typeof value === 'string') return `"${escapeText(value, MAX_SHOWN)}"`
  const text = JSON.stringify(value)
  return escapeText(text, MAX_SHOWN).replaceAll('\\"', '"')
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
