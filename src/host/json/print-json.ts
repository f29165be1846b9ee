import { isJsonObject, type JsonTree } from './json-tree.ts'

/**
 * Prints JSON as the host's engine does: compact, object keys in ascending UTF-8 byte order, non-ASCII text as it is.
 * @source host contract 6.5
 */
export function printJson(value: JsonTree): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(printJson).join(',')}]`
  if (isJsonObject(value)) return printObject(value)
  return (value as { numberText: string }).numberText
}

/** Ascending UTF-8 byte order, which differs from JavaScript's own order beyond U+FFFF. */
export function compareUtf8(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right))
}

function printObject(members: ReadonlyMap<string, JsonTree>): string {
  const keys = [...members.keys()].sort(compareUtf8)
  return `{${keys.map(key => `${JSON.stringify(key)}:${printJson(members.get(key)!)}`).join(',')}}`
}
