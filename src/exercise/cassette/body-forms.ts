import type { JsonValue } from '../../manifest/manifest.ts'

/** A text in the form in which people read it best: JSON, lines, or as it is. */
export interface BodyForm {
  readonly body?: string
  readonly body_lines?: readonly string[]
  readonly body_json?: JsonValue
}

/** @returns a form from which `readBody` makes exactly the same text */
export function bodyForm(text: string): BodyForm {
  const json = compactJson(text)
  if (json !== undefined) return { body_json: json }
  return text.includes('\n') ? { body_lines: text.split('\n') } : { body: text }
}

/** @returns undefined when there is no body; null when there is more than one */
export function readBody({ body, body_lines, body_json }: AbsentAsNull): string | undefined | null {
  const json = body_json === null ? null : JSON.stringify(body_json)
  const forms = [body, body_lines?.join('\n') ?? null, json].filter(form => form !== null)
  return forms.length > 1 ? null : forms[0]
}

type AbsentAsNull = { readonly [Key in keyof BodyForm]-?: NonNullable<BodyForm[Key]> | null }

/** The value of JSON that is written as `JSON.stringify` writes it; a list or an object, for the rest is no easier to read. */
export function compactJson(text: string): JsonValue | undefined {
  if (!/^[[{]/.test(text)) return undefined
  try {
    const value = JSON.parse(text) as JsonValue
    return JSON.stringify(value) === text ? value : undefined
  } catch {
    return undefined
  }
}
