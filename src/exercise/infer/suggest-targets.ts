import { PLACEHOLDER } from '../../host/network/redact-url.ts'
import type { RequestTarget, WebSocketTarget } from '../../manifest/manifest.ts'
import { comparePaths } from '../../package/compare-paths.ts'
import type { Redactor } from '../cassette/redactor.ts'

/** More prefixes than this in one target are written as the folder that they share. */
const MAX_PREFIXES = 8

/** What was used of one address. */
interface UsedPath {
  readonly scheme: string
  readonly host: string
  readonly port: number | null
  readonly path: string
  readonly methods: Set<string>
}

/**
 * The least targets that allow these requests: one for each host and set of methods, with the paths that were asked for. What is
 * secret in a path is left out with all behind it; many paths become the folder that they share. Sorted.
 */
export function suggestRequestTargets(
  requests: readonly { readonly method: string; readonly url: string }[],
  redactor: Redactor,
): RequestTarget[] {
  const used = new Map<string, UsedPath>()
  for (const { method, url } of requests) {
    const { methods } = usedPath(used, url, redactor)
    methods.add(method)
  }
  return groupPaths([...used.values()]).map(({ methods, path_prefixes, ...place }) => ({
    ...place,
    methods: [...methods].sort(),
    path_prefixes,
  }))
}

/** The same for WebSockets. */
export function suggestWebSocketTargets(urls: readonly string[], redactor: Redactor): WebSocketTarget[] {
  const used = new Map<string, UsedPath>()
  for (const url of urls) usedPath(used, url, redactor)
  return groupPaths([...used.values()]).map(({ methods: _, ...target }) => target)
}

function usedPath(used: Map<string, UsedPath>, address: string, redactor: Redactor): UsedPath {
  const url = new URL(address)
  const path = plainPath(url, redactor)
  const key = `${url.protocol}//${url.host}${path}`
  const known = used.get(key)
  if (known) return known
  const port = url.port === '' ? null : Number(url.port)
  const entry = {
    scheme: url.protocol.slice(0, -1),
    host: url.hostname,
    port,
    path,
    methods: new Set<string>(),
  }
  used.set(key, entry)
  return entry
}

/** A manifest is public: the path ends where something secret begins. */
function plainPath({ protocol, host, pathname }: URL, redactor: Redactor): string {
  const redacted = redactor.url(`${protocol}//${host}${pathname}`).slice(`${protocol}//${host}`.length)
  const at = redacted.search(PLACEHOLDER)
  return at < 0 ? pathname : redacted.slice(0, at)
}

interface Group {
  readonly scheme: string
  readonly host: string
  readonly port: number | null
  readonly methods: ReadonlySet<string>
  readonly path_prefixes: readonly string[]
}

function groupPaths(paths: readonly UsedPath[]): Group[] {
  const groups = new Map<string, UsedPath[]>()
  for (const each of paths) {
    const key = JSON.stringify([each.scheme, each.host, each.port, [...each.methods].sort()])
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [...groups]
    .sort(([left], [right]) => comparePaths(left, right))
    .map(([, [first, ...others]]) => {
      const { scheme, host, port, methods, path } = first!
      return {
        scheme,
        host,
        port,
        methods,
        path_prefixes: leastPrefixes([path, ...others.map(each => each.path)]),
      }
    })
}

function leastPrefixes(paths: readonly string[]): string[] {
  const sorted = [...paths].sort(comparePaths)
  const needed = sorted.filter(path => !sorted.some(other => other !== path && path.startsWith(other)))
  return needed.length > MAX_PREFIXES ? [sharedFolder(needed)] : needed
}

function sharedFolder(paths: readonly string[]): string {
  const [first = '', ...others] = paths
  let length = first.length
  while (!others.every(path => path.startsWith(first.slice(0, length)))) length -= 1
  return first.slice(0, first.lastIndexOf('/', length - 1) + 1)
}
