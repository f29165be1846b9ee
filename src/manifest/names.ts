import { NAME_LIMITS } from '../contract/limits.ts'

const SAFE_ID = /^[A-Za-z0-9_-](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?$/

/**
 * Whether a manifest id, or a service, ingress or hook name, may be part of an identity.
 * @source host contract 1.4
 */
export function isSafeId(text: string): boolean {
  return checkSafeId(text) === undefined
}

/** @returns why the host refuses the id, as the end of "..., but it ..."; undefined when it is safe. @source host contract 1.4 */
export function checkSafeId(text: string): string | undefined {
  if (text === '') return 'it is empty'
  if (text.startsWith('.') || text.endsWith('.')) return 'it begins or ends with a dot'
  if (!SAFE_ID.test(text)) return 'it may hold only ASCII letters, digits, `-`, `_` and `.`'
  if (text.length > NAME_LIMITS.safeIdBytes) return `it is longer than ${NAME_LIMITS.safeIdBytes} bytes`
  return undefined
}

/** Whether nothing is left after trimming Unicode White_Space: U+0085 is trimmed, U+FEFF is not. @source host contract 1.4 */
export function isBlank(text: string): boolean {
  return /^\p{White_Space}*$/u.test(text)
}

/** @returns why the host refuses a tool name; undefined when it accepts it. @source host contract 1.7 */
export function checkToolName(name: string): string | undefined {
  if (name === '') return 'it is empty'
  if (Buffer.byteLength(name) > NAME_LIMITS.toolNameBytes) {
    return `it is longer than ${NAME_LIMITS.toolNameBytes} bytes`
  }
  if (/\p{White_Space}/u.test(name)) return 'it holds white space'
  if (/\p{Cc}/u.test(name)) return 'it holds a control character'
  return undefined
}
