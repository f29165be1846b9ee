import type { WebSocketTarget } from '../manifest/manifest.ts'
import type { GrantSet } from './grant-set.ts'
import { parseGrant } from './parse-grant.ts'
import { permissionLabel } from './permission.ts'
import { fsRootLabel, isOpenTarget } from './target-label.ts'

/**
 * Spells grants as words for `--grant`, not escaped. What has no such form, as a target without a host or a path, is left out; of
 * several path prefixes each is a word.
 * @source design 3
 */
export function grantWords({ permissions, request, websocket, fs }: GrantSet): string[] {
  return [
    ...permissions.map(permissionLabel),
    ...request.flatMap(target =>
      addressesOf(target).map(address => `request:${target.methods.join(',')} ${address}`),
    ),
    ...websocket.flatMap(target => addressesOf(target).map(address => `websocket:${address}`)),
    ...fs.map(folder => `fs:${folder.operations.join(',')}=${fsRootLabel(folder)}`),
  ].filter(word => parseGrant(word, folder => folder).ok)
}

function addressesOf(target: WebSocketTarget): string[] {
  if (isOpenTarget(target)) return []
  const port = target.port === null ? '' : `:${target.port}`
  return target.path_prefixes.map(prefix => `${target.scheme}://${target.host}${port}${prefix}`)
}
