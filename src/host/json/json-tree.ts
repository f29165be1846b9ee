/** A number, kept as the text that the host would print; nothing here computes with it. */
export interface JsonNumber {
  readonly numberText: string
}

/** A parsed JSON value that loses nothing: numbers stay exact, and a Map cannot be confused by keys like `__proto__`. */
export type JsonTree =
  | null
  | boolean
  | string
  | JsonNumber
  | readonly JsonTree[]
  | ReadonlyMap<string, JsonTree>

export function isJsonObject(value: JsonTree): value is ReadonlyMap<string, JsonTree> {
  return value instanceof Map
}
