import { type ExactJson, type ExactJsonObject, isExactObject, sortedKeys } from '../../manifest/exact-json.ts'
import { parseStrictJson } from '../../manifest/json/parse-strict-json.ts'
import { quote } from '../../quote.ts'

export type ObjectReading =
  | { readonly ok: true; readonly members: ExactJsonObject }
  /** `problem` ends a sentence. */
  | { readonly ok: false; readonly problem: string }

/** Reads the JSON that a guest hands to a host API: an object with no key twice and none but the known ones. @source host contract 7 */
export function readJsonObject(text: string, known: readonly string[]): ObjectReading {
  const reading = parseStrictJson(text)
  if (!reading.ok)
    return refuse(`the request is not valid JSON: ${reading.message} at offset ${reading.offset}`)
  if (reading.duplicateKey !== undefined && isExactObject(reading.value))
    return refuse(`the request has the key ${quote(reading.duplicateKey)} twice`)
  return readObject(reading.value, known, 'the request')
}

/** The same for a value inside. @param subject begins the sentence, e.g. `the header 2` */
export function readObject(value: ExactJson, known: readonly string[], subject: string): ObjectReading {
  if (!isExactObject(value)) return refuse(`${subject} is JSON, but not an object`)
  const strange = sortedKeys(value).find(key => !known.includes(key))
  if (strange !== undefined)
    return refuse(`${subject} has the key ${quote(strange)}; only ${listed(known)} may be there`)
  return { ok: true, members: value }
}

/** What is wrong with a member that must be text; undefined when nothing is. */
export function textProblem(members: ExactJsonObject, key: string, subject: string): string | undefined {
  if (typeof members.get(key) === 'string') return undefined
  return `${subject} has ${members.has(key) ? `a ${key} that is no string` : `no ${key}`}`
}

function listed(words: readonly string[]): string {
  return words.length < 3
    ? words.join(' and ')
    : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`
}

function refuse(problem: string): ObjectReading {
  return { ok: false, problem }
}
