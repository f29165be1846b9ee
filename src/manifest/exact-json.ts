import type { JsonValue } from './manifest.ts'

/**
 * A JSON value that keeps what JavaScript numbers lose: an integer is a `bigint`, a float is a `number`, so `1` and `1.0`
 * stay different and large integers stay exact. Objects are maps, so that no key can name a prototype.
 */
export type ExactJson = null | boolean | string | bigint | number | readonly ExactJson[] | ExactJsonObject

export interface ExactJsonObject extends ReadonlyMap<string, ExactJson> {}

export function isExactObject(value: ExactJson): value is ExactJsonObject {
  return value instanceof Map
}

/** The plain JSON value; integers beyond 2^53 are rounded to the nearest double. */
export function toJsonValue(value: ExactJson): JsonValue {
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(toJsonValue)
  if (isExactObject(value)) {
    return Object.fromEntries([...value].map(([key, item]) => [key, toJsonValue(item)]))
  }
  return value as JsonValue
}

/** The way back for values that never were TOML; a number without a fraction counts as an integer. */
export function fromJsonValue(value: JsonValue): ExactJson {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value
  if (Array.isArray(value)) return value.map(fromJsonValue)
  if (value !== null && typeof value === 'object') {
    return new Map(Object.entries(value).map(([key, item]) => [key, fromJsonValue(item)]))
  }
  return value as ExactJson
}

/**
 * The compact JSON text that the host's library prints: keys in ascending UTF-8 order, integers exact, floats with a fraction.
 * @source host contract, pinned libraries (serde_json without `preserve_order`)
 */
export function exactJsonText(value: ExactJson): string {
  return write(value, floatText)
}

/**
 * Equal for values that the host's library calls equal, different for all others: integer and float never equal, `0.0` and
 * `-0.0` equal, key order irrelevant.
 * @source host contract 1.7
 */
export function equalityKey(value: ExactJson): string {
  return write(value, number => floatText(number + 0))
}

function write(value: ExactJson, writeFloat: (value: number) => string): string {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number') return writeFloat(value)
  if (Array.isArray(value)) return `[${value.map(item => write(item, writeFloat)).join(',')}]`
  if (isExactObject(value)) {
    const members = sortedKeys(value).map(
      key => `${JSON.stringify(key)}:${write(value.get(key) as ExactJson, writeFloat)}`,
    )
    return `{${members.join(',')}}`
  }
  return JSON.stringify(value)
}

/** Keys in ascending UTF-8 byte order, the order in which the host visits them. */
export function sortedKeys(object: ExactJsonObject): string[] {
  return [...object.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
}

/** Above and below these magnitudes the host's library writes an exponent. */
const PLAIN_FLOAT = { min: 1e-5, max: 1e16 } as const

function floatText(value: number): string {
  if (!Number.isFinite(value)) return 'null'
  const magnitude = Math.abs(value)
  if (Object.is(value, -0)) return '-0.0'
  if (magnitude === 0 || (magnitude >= PLAIN_FLOAT.min && magnitude < PLAIN_FLOAT.max)) {
    const text = String(value)
    return text.includes('.') ? text : `${text}.0`
  }
  return value.toExponential()
}
