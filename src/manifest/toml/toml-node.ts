/** A piece of TOML with its place: offsets in UTF-16 units into the text, the end exclusive. */
interface TomlSpan {
  readonly start: number
  readonly end: number
}

export interface TomlString extends TomlSpan {
  readonly kind: 'string'
  readonly value: string
}

/** Integers of any size; what fits where is the reader's question. */
export interface TomlInteger extends TomlSpan {
  readonly kind: 'integer'
  readonly value: bigint
}

/** `isOverflow`: written finite, but larger than a 64-bit float holds. */
export interface TomlFloat extends TomlSpan {
  readonly kind: 'float'
  readonly value: number
  readonly isOverflow: boolean
}

export interface TomlBoolean extends TomlSpan {
  readonly kind: 'boolean'
  readonly value: boolean
}

/** A date, a time or both, in the spelling the host prints (`T`, `Z`, no trailing zeros). */
export interface TomlDatetime extends TomlSpan {
  readonly kind: 'datetime'
  readonly text: string
}

export interface TomlArray extends TomlSpan {
  readonly kind: 'array'
  readonly items: readonly TomlNode[]
}

export interface TomlTable extends TomlSpan {
  readonly kind: 'table'
  /** In the order of first appearance. */
  readonly entries: ReadonlyMap<string, TomlEntry>
}

/** One key of a table: where the key itself stands, and its value. */
export interface TomlEntry {
  readonly keyStart: number
  readonly keyEnd: number
  readonly value: TomlNode
}

/** Only from a JSON document: TOML has no null. */
export interface JsonNull extends TomlSpan {
  readonly kind: 'null'
}

export type TomlNode =
  | TomlString
  | TomlInteger
  | TomlFloat
  | TomlBoolean
  | TomlDatetime
  | TomlArray
  | TomlTable
  | JsonNull

/** How a message calls the type of a value. */
export const TOML_TYPE_NAMES: Readonly<Record<TomlNode['kind'], string>> = {
  string: 'a string',
  integer: 'an integer',
  float: 'a float',
  boolean: 'a boolean',
  datetime: 'a date or time',
  array: 'an array',
  table: 'a table',
  null: 'null',
}
