import { REQUEST_METHODS } from '../contract/request-rules.ts'
import { quote } from '../quote.ts'
import { type GrantSet, NOTHING_GRANTED } from './grant-set.ts'
import { FS_OPERATIONS, type FsOperation } from './grants.ts'
import { parsePermissionLabel } from './parse-permission-label.ts'

export type GrantReading =
  | { readonly ok: true; readonly grants: GrantSet }
  /** `problem` ends a sentence that begins with the grant. */
  | { readonly ok: false; readonly problem: string }

/** Forms of `--grant` besides the labels of contract 5.1, for messages. */
export const GRANT_FORMS =
  'a label (surfaces.tool, tool.NAME, host_api.fs, ...), "request:GET,POST https://host/prefix", "websocket:wss://host/prefix" or "fs:read,list=FOLDER"'

/**
 * Reads one `--grant`.
 * @param resolveFolder makes the absolute path of an fs folder as it was typed
 * @source design 3, host contract 5.1
 */
export function parseGrant(text: string, resolveFolder: (typed: string) => string): GrantReading {
  const form = /^(request|websocket|fs):(.*)$/su.exec(text)
  if (form?.[1] === 'request') return parseRequest(form[2]!)
  if (form?.[1] === 'websocket') return parseWebSocket(form[2]!)
  if (form?.[1] === 'fs') return parseFolder(form[2]!, resolveFolder)
  const permission = parsePermissionLabel(text)
  return permission ? grant({ permissions: [permission] }) : refuse(`is none of ${GRANT_FORMS}`)
}

function parseRequest(text: string): GrantReading {
  const [, list = '', address = ''] = /^(\S*)\s+(\S+)$/.exec(text) ?? []
  if (address === '') return refuse('must be methods, a space and an address: "request:GET https://host/"')
  const methods = list.toUpperCase().split(',')
  const strange = methods.find(method => !REQUEST_METHODS.some(known => known === method))
  if (strange !== undefined)
    return refuse(`has the method ${quote(strange)}, which is none of ${REQUEST_METHODS.join(', ')}`)
  const target = parseAddress(address, ['http', 'https'])
  return typeof target === 'string' ? refuse(target) : grant({ request: [{ ...target, methods }] })
}

function parseWebSocket(text: string): GrantReading {
  const target = parseAddress(text, ['ws', 'wss'])
  return typeof target === 'string' ? refuse(target) : grant({ websocket: [target] })
}

/** A target, or what is wrong with the address. Its path is a plain prefix; `/` allows every path. */
function parseAddress(text: string, schemes: readonly string[]) {
  const scheme = SCHEME.exec(text)?.[1]?.toLowerCase() ?? ''
  if (!schemes.includes(scheme))
    return `has no address that begins with ${schemes.map(name => `${name}://`).join(' or ')}`
  if (!URL.canParse(text)) return describeAuthority(text)
  const url = new URL(text)
  if (url.username || url.password || url.search || url.hash)
    return 'has an address with more than scheme, host, port and path'
  const port = url.port === '' ? null : Number(url.port)
  return { scheme, host: url.hostname, port, path_prefixes: [url.pathname] }
}

const SCHEME = /^\s*([a-z]+):\/\//i
const PORT = /^\s*[a-z]+:\/\/[^/?#]*:([^/?#:\]]*)(?:[/?#]|$)/i
const MAX_PORT = 65_535

/** What is wrong with an address that has a scheme and is no URL. */
function describeAuthority(text: string): string {
  const port = PORT.exec(text)?.[1] ?? ''
  if (port !== '' && !(/^\d+$/.test(port) && Number(port) <= MAX_PORT))
    return `has the port ${quote(port)}, which is no number from 0 to ${MAX_PORT}`
  return 'has an address without a host, or with one that cannot be'
}

function parseFolder(text: string, resolveFolder: (typed: string) => string): GrantReading {
  const equals = text.indexOf('=')
  const folder = text.slice(equals + 1)
  if (equals < 0 || folder === '') return refuse('must be operations, "=" and a folder: "fs:read,list=data"')
  const operations: FsOperation[] = []
  for (const word of text.slice(0, equals).split(',')) {
    const operation = FS_OPERATIONS.find(known => known === word)
    if (!operation)
      return refuse(`has the operation ${quote(word)}, which is none of ${FS_OPERATIONS.join(', ')}`)
    operations.push(operation)
  }
  return grant({ fs: [{ root: resolveFolder(folder), label: folder, operations }] })
}

function grant(part: Partial<GrantSet>): GrantReading {
  return { ok: true, grants: { ...NOTHING_GRANTED, ...part } }
}

function refuse(problem: string): GrantReading {
  return { ok: false, problem }
}
