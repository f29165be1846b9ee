import type { ExactJson } from '../exact-json.ts'
import type { TomlNode } from './toml-node.ts'

/** The key under which the host's libraries hide a date. @source host contract 1.7 */
const DATETIME_KEY = '$__toml_private_datetime'

/** What a JSON number may hold in the host: signed or unsigned 64 bits. */
const INTEGER_RANGE = { min: -(2n ** 63n), max: 2n ** 64n - 1n } as const

/** A number for which the host has no JSON value. */
export interface NumberOutOfRange {
  readonly path: readonly (string | number)[]
  readonly node: TomlNode
}

/**
 * Converts a TOML value to JSON as the host does: dates become an object with one private key, NaN and infinities `null`.
 * @returns the value, and every number that has none (the host then refuses the whole manifest)
 * @source host contract 1.7
 */
export function tomlToJson(node: TomlNode): {
  readonly value: ExactJson
  readonly outOfRange: readonly NumberOutOfRange[]
} {
  const outOfRange: NumberOutOfRange[] = []
  return { value: convert(node, [], outOfRange), outOfRange }
}

function convert(
  node: TomlNode,
  path: readonly (string | number)[],
  outOfRange: NumberOutOfRange[],
): ExactJson {
  switch (node.kind) {
    case 'array':
      return node.items.map((item, index) => convert(item, [...path, index], outOfRange))
    case 'table':
      return new Map(
        [...node.entries].map(([key, { value }]) => [key, convert(value, [...path, key], outOfRange)]),
      )
    case 'null':
      return null
    case 'datetime':
      return new Map([[DATETIME_KEY, node.text]])
    case 'integer':
      if (node.value < INTEGER_RANGE.min || node.value > INTEGER_RANGE.max) outOfRange.push({ path, node })
      return node.value
    case 'float':
      if (node.isOverflow) outOfRange.push({ path, node })
      return Number.isFinite(node.value) ? node.value : null
    default:
      return node.value
  }
}
