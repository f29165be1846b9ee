import { type ExactJson, isExactObject } from '../exact-json.ts'

const BARE_KEY = /^[A-Za-z0-9_-]+$/
/** What a TOML date becomes when the host converts it to JSON. @source host contract 1.7 */
const DATE_KEY = '$__toml_private_datetime'
const DATE_TEXT = /^[0-9][0-9T:Z+. -]*$/
/** Everything that TOML forbids in a string, and what could rearrange or hide text on a terminal. */
const ESCAPED =
  /["\\\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Surrogate}/gu
const SHORT_ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t' }

/** A TOML basic string on one line; no text can end it early. A lone surrogate, which TOML cannot hold, becomes U+FFFD. */
export function tomlString(text: string): string {
  return `"${text.replace(ESCAPED, escapeCharacter)}"`
}

/** A key, bare where TOML allows it. */
export function tomlKey(key: string): string {
  return BARE_KEY.test(key) ? key : tomlString(key)
}

/** A value on one line: tables inline, integers and floats apart. TOML has no null; the host makes one of `nan`. */
export function tomlValue(value: ExactJson): string {
  if (value === null) return 'nan'
  if (typeof value === 'string') return tomlString(value)
  if (typeof value === 'number') return floatText(value)
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return `[${value.map(tomlValue).join(', ')}]`
  if (!isExactObject(value)) throw new TypeError('a list is an array')
  const date = value.size === 1 ? value.get(DATE_KEY) : undefined
  if (typeof date === 'string' && DATE_TEXT.test(date)) return date
  const members = [...value].map(([key, item]) => `${tomlKey(key)} = ${tomlValue(item)}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

/** Lines `key = value`; an array of tables takes one line for each. */
export function tomlEntries(entries: Iterable<readonly [key: string, value: ExactJson]>): string {
  return [...entries].map(([key, value]) => `${tomlKey(key)} = ${entryValue(value)}\n`).join('')
}

function entryValue(value: ExactJson): string {
  const isTableList = Array.isArray(value) && value.length > 0 && value.every(isExactObject)
  return isTableList ? `[\n${value.map(item => `  ${tomlValue(item)},\n`).join('')}]` : tomlValue(value)
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (Object.is(value, -0)) return '-0.0'
  const text = String(value)
  return /[.e]/.test(text) ? text : `${text}.0`
}

function escapeCharacter(character: string): string {
  const code = character.charCodeAt(0)
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd'
  return SHORT_ESCAPES[character] ?? `\\u${code.toString(16).padStart(4, '0')}`
}
