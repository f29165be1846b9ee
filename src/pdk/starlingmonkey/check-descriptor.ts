import { FS_LIMITS, REQUEST_LIMITS } from '../../contract/limits.ts'
import { byteLength } from './bound-text.ts'
import type { Problem } from './check-url.ts'

const CREDENTIALS =
  /^(authorization|proxy-authorization|cookie|set-cookie|x-api-key|x-auth-token|api-key|apikey)$/i

/** @returns 0, or the number of a problem in `host-problem.ts` @source host contract 7.1 */
export function headerProblem(name: unknown, value: unknown): Problem {
  if (typeof name !== 'string') return 11
  if (typeof value !== 'string') return 13
  if (byteLength(name) > REQUEST_LIMITS.headerNameBytes) return 12
  if (!/^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/.test(name)) return 11
  if (/^upgrade$/i.test(name)) return 17
  if (CREDENTIALS.test(name)) return 16
  return valueProblem(name, value)
}

function valueProblem(name: string, value: string): Problem {
  if (byteLength(value) > REQUEST_LIMITS.headerValueBytes) return 15
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) return 14
  if (/^connection$/i.test(name) && hasItem(value, 'upgrade')) return 17
  if (/^accept$/i.test(name) && hasItem(value, 'text/event-stream')) return 18
  return 0
}

/** Whether a list with commas has the item, whatever the case. */
function hasItem(list: string, item: string): boolean {
  return list
    .split(',')
    .some(each => each.replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$/g, '').toLowerCase() === item)
}

/**
 * @param mayBeRoot whether `.` may be meant
 * @returns 0, or the number of a problem in `host-problem.ts`
 * @source host contract 7.3
 */
export function pathProblem(path: unknown, mayBeRoot: boolean): Problem {
  if (typeof path !== 'string') return 21
  if (byteLength(path) > FS_LIMITS.pathBytes) return 22
  if (path === '') return 23
  if (path.includes('\0')) return 24
  if (path.startsWith('/')) return 25
  const segments = path.split('/')
  if (segments.includes('..')) return 26
  return mayBeRoot || segments.some(segment => segment !== '' && segment !== '.') ? 0 : 27
}
