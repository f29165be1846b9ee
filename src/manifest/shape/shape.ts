import type { JsonValue } from '../manifest.ts'

/**
 * The declared form of a TOML file: one definition from which the checker, the JSON Schema and the documentation follow.
 * Every table refuses keys that it does not declare.
 */
export type Shape =
  | TextShape
  | IntegerShape
  | FlagShape
  | AnythingShape
  | WordShape
  | ListShape
  | TableShape
  | TaggedShape
  | RecordShape

/** A string. `suggested` are the only values that later checks accept; editors offer them, the shape does not refuse others. */
export interface TextShape {
  readonly type: 'text'
  readonly suggested?: readonly string[]
}

/** Inclusive bounds. `suggested` as in {@link TextShape}. */
export interface IntegerShape {
  readonly type: 'integer'
  readonly min: number
  readonly max: number
  readonly suggested?: readonly number[]
}

export interface FlagShape {
  readonly type: 'flag'
}

/** Any TOML value; handed on as JSON. */
export interface AnythingShape {
  readonly type: 'anything'
}

/** One of a closed set of strings. */
export interface WordShape {
  readonly type: 'word'
  readonly words: readonly string[]
  /** Words that are not accepted, but that deserve their own advice. */
  readonly strangers?: Strangers
}

export interface ListShape {
  readonly type: 'list'
  readonly items: Shape
}

export interface TableShape {
  readonly type: 'table'
  readonly fields: Fields
  /** Keys that are not accepted, but that deserve their own advice. */
  readonly strangers?: Strangers
}

/** A table whose other keys depend on the word under `tag`. */
export interface TaggedShape {
  readonly type: 'tagged'
  readonly tag: string
  readonly description: string
  readonly variants: Readonly<Record<string, Variant>>
}

export interface Variant {
  readonly description: string
  readonly fields: Fields
  /** The host lets unknown keys pass here; a warning. @source host contract 1.8 */
  readonly isOpen?: boolean
}

/** A table whose keys are free. */
export interface RecordShape {
  readonly type: 'record'
  readonly values: Shape
}

export type Fields = Readonly<Record<string, Field>>

export interface Field {
  readonly shape: Shape
  readonly description: string
  readonly isRequired: boolean
  /** What an absent optional key stands for. */
  readonly absent: JsonValue
}

export type Strangers = ReadonlyMap<string, Stranger>

/** A key or word that people write although it is not known here. */
export interface Stranger {
  /** Rule id instead of the general one. */
  readonly rule?: string
  readonly why: string
  readonly fix: string
  /** TOML to put in the place of a word, when there is one right answer. */
  readonly replacement?: string
}

export function required(shape: Shape, description: string): Field {
  return { shape, description, isRequired: true, absent: null }
}

export function optional(shape: Shape, description: string, absent: JsonValue = null): Field {
  return { shape, description, isRequired: false, absent }
}

export function list(items: Shape): ListShape {
  return { type: 'list', items }
}

export function table(fields: Fields, strangers: Strangers = new Map()): TableShape {
  return { type: 'table', fields, strangers }
}

export function word(words: readonly string[], strangers: Strangers = new Map()): WordShape {
  return { type: 'word', words, strangers }
}

export const TEXT: TextShape = { type: 'text' }
export const FLAG: FlagShape = { type: 'flag' }
export const ANYTHING: AnythingShape = { type: 'anything' }
