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
  const found: string[] = []
  // What comes after the last one that is told is not compared: a pattern of a stranger may take its time.
  for (const difference of compare(expected, received, path, false)) {
    if (found.push(difference) === MAX_DIFFERENCES) break
  }
  return found
}

type JsonObject = { readonly [key: string]: JsonValue }

type Differences = Generator<string, void, undefined>

function* compare(expected: JsonValue, received: JsonValue, path: string, isPartial: boolean): Differences {
  const directive = readDirective(expected)
  if (directive?.name === '$partial') yield* compare(directive.value, received, path, true)
  else if (directive?.name === '$match') yield* compareText(directive.value, received, path)
  else if (Array.isArray(expected) && Array.isArray(received))
    yield* compareArrays(expected, received, path, isPartial)
  else if (isObject(expected) && isObject(received))
    yield* compareObjects(expected, received, path, isPartial)
  else if (!Object.is(expected, received) && !(expected === 0 && received === 0))
    yield differs(expected, received, path)
}

function readDirective(expected: JsonValue): { name: '$partial' | '$match'; value: JsonValue } | undefined {
  if (!isObject(expected)) return undefined
  const [name, ...others] = Object.keys(expected)
  if (others.length > 0 || (name !== '$partial' && name !== '$match')) return undefined
  return { name, value: expected[name]! }
}

function* compareText(pattern: JsonValue, received: JsonValue, path: string): Differences {
  if (typeof pattern !== 'string') return yield `${path}: "$match" takes a string, found ${show(pattern)}`
  if (typeof received !== 'string')
    return yield `${path}: expected text matching /${escapeText(pattern)}/, received ${show(received)}`
  const reasons: Record<Exclude<PatternVerdict, 'matches'>, string> = {
    differs: `expected text matching /${escapeText(pattern)}/, received ${show(received)}`,
    broken: `"$match" is not a regular expression: ${show(pattern)}`,
    'too-slow': `"$match" took over 100 ms, which a simpler expression avoids: ${show(pattern)}`,
    'too-large': `"$match" needs more memory than it may use, which a simpler expression avoids: ${show(pattern)}`,
  }
  const verdict = testPattern(pattern, received)
  if (verdict !== 'matches') yield `${path}: ${reasons[verdict]}`
}

function* compareArrays(
  expected: readonly JsonValue[],
  received: readonly JsonValue[],
  path: string,
  isPartial: boolean,
): Differences {
  const shared = Math.min(expected.length, received.length)
  for (let index = 0; index < shared; index++)
    yield* compare(expected[index]!, received[index]!, `${path}[${index}]`, isPartial)
  if (expected.length !== received.length)
    yield `${path}: expected ${expected.length} items, received ${received.length}`
}

function* compareObjects(
  expected: JsonObject,
  received: JsonObject,
  path: string,
  isPartial: boolean,
): Differences {
  for (const key of Object.keys(expected)) {
    const place = childPath(path, key)
    if (Object.hasOwn(received, key)) yield* compare(expected[key]!, received[key]!, place, isPartial)
    else yield `${place}: expected ${show(expected[key]!)}, received nothing`
  }
  if (isPartial) return
  for (const key of Object.keys(received)) {
    if (!Object.hasOwn(expected, key))
      yield `${childPath(path, key)}: expected nothing, received ${show(received[key]!)}`
  }
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
