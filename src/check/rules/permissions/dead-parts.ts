import { REQUEST_METHODS } from '../../../contract/request-rules.ts'
import { normalizeHost, normalizeScheme } from '../../../grants/match-target.ts'
import { toAsciiLowerCase, trimWhiteSpace } from '../../../grants/white-space.ts'
import { isBlank } from '../../../manifest/names.ts'
import { quote } from '../../../quote.ts'
import type { DeclaredTarget, TargetApi } from './declared-targets.ts'

/** A part of a target that matches nothing. `what` and `fix` are sentences without their full stop. */
export interface DeadPart {
  readonly path: string
  readonly what: string
  readonly fix: string
  /** What was meant, where that is certain. */
  readonly meant?: string
}

const SCHEMES: Readonly<Record<TargetApi, readonly string[]>> = {
  request: ['http', 'https'],
  websocket: ['ws', 'wss'],
}

/** Everything in one target that can never match a URL. @source host contract 5.4 */
export function deadParts(declared: DeclaredTarget): DeadPart[] {
  return [
    ...deadScheme(declared),
    ...deadHost(declared),
    ...deadPort(declared),
    ...deadMethods(declared),
    ...deadPrefixes(declared),
  ]
}

function deadScheme({ api, path, target }: DeclaredTarget): DeadPart[] {
  const scheme = normalizeScheme(target.scheme)
  if (scheme === '*' || SCHEMES[api].includes(scheme)) return []
  const expected = SCHEMES[api].map(quote).join(' or ')
  const what =
    scheme === ''
      ? `The [[${api}]] target has no scheme`
      : `The scheme ${quote(target.scheme)} is none that ${api} uses; expected ${expected}`
  return [{ path: `${path}.scheme`, what, fix: `Write scheme = ${quote(SCHEMES[api][1]!)}` }]
}

function deadHost({ api, path, target: { host } }: DeclaredTarget): DeadPart[] {
  if (normalizeHost(host) === '*') return []
  const at = `${path}.host`
  if (isBlank(host)) {
    return [{ path: at, what: `The [[${api}]] target has no host`, fix: 'Write host = "api.example.com"' }]
  }
  if (host.includes('*')) {
    const what = `The host ${quote(host)} is a pattern, and the host of a target is a whole name or "*"`
    return [{ path: at, what, fix: 'Write one target for each host' }]
  }
  const parsed = hostOf(host)
  if (parsed !== undefined && normalizeHost(parsed) === normalizeHost(host)) return []
  const what = `The host ${quote(host)} is not spelled as in a parsed URL`
  const example = 'a name such as "api.example.com": no wildcard, no scheme, no port, no space'
  return [
    parsed === undefined
      ? { path: at, what, fix: `Write ${example}` }
      : { path: at, what, fix: `Write ${quote(parsed)}`, meant: parsed },
  ]
}

/** The host as a WHATWG parser spells it; undefined when it is none. */
function hostOf(text: string): string | undefined {
  const host = trimWhiteSpace(text)
  if (/[/?#@\\]/.test(host)) return undefined
  const authority = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
  if (!URL.canParse(`https://${authority}`)) return undefined
  const url = new URL(`https://${authority}`)
  return url.port === '' ? url.hostname : undefined
}

function deadPort({ path, target }: DeclaredTarget): DeadPart[] {
  return target.port === 0
    ? [
        {
          path: `${path}.port`,
          what: 'Nothing can be reached at port 0',
          fix: 'Write the real port, or leave it out',
        },
      ]
    : []
}

function deadMethods({ path, methods }: DeclaredTarget): DeadPart[] {
  if (methods === null) return []
  const expected = REQUEST_METHODS.join(', ')
  if (methods.length === 0) {
    const what = 'The [[request]] target has no methods, and an empty list matches none'
    return [{ path: `${path}.methods`, what, fix: 'Write for example methods = ["GET"]' }]
  }
  return methods.flatMap((method, index) => {
    const wanted = toAsciiLowerCase(trimWhiteSpace(method))
    return REQUEST_METHODS.some(known => toAsciiLowerCase(known) === wanted)
      ? []
      : [
          {
            path: `${path}.methods[${index}]`,
            what: `The method ${quote(method)} is never sent; expected one of ${expected}`,
            fix: 'List the methods that the plugin uses, one by one',
          },
        ]
  })
}

function deadPrefixes({ path: base, target }: DeclaredTarget): DeadPart[] {
  return target.path_prefixes.flatMap((prefix, index) => {
    const at = `${base}.path_prefixes[${index}]`
    if (!prefix.startsWith('/')) {
      const what = `The path prefix ${quote(prefix)} does not start with "/"`
      return [{ path: at, what, fix: `Write ${quote(`/${prefix.replace(/^[\s/*]+/, '')}`)}` }]
    }
    if (pathOf(prefix).startsWith(prefix)) return []
    const what = `No parsed URL has a path that starts with ${quote(prefix)}`
    const meant = pathOf(prefix.replace(/[?#].*$/s, '')).slice(0, -1)
    // Without its query a prefix takes more than its author wrote, so that is left to the author.
    return [{ path: at, what, fix: `Write ${quote(meant)}`, ...(!/[?#]/.test(prefix) && { meant }) }]
  })
}

/** With one more letter: what follows a prefix may complete its last segment, as `/..` becomes `/..x`. */
function pathOf(prefix: string): string {
  return new URL(`https://host.example${prefix}x`).pathname
}
