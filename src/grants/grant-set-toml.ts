import { fromJsonValue } from '../manifest/exact-json.ts'
import type { JsonValue, WebSocketTarget } from '../manifest/manifest.ts'
import { tomlEntries } from '../manifest/toml/write-toml.ts'
import type { GrantSet } from './grant-set.ts'

/** Lines of TOML for what is not empty: keys of a manifest, and of grants. */
export function grantSetToml({ permissions, request, websocket, fs }: GrantSet): string {
  const rows = {
    permissions,
    request: request.map(dropAbsentPort),
    websocket: websocket.map(dropAbsentPort),
    fs,
  }
  const entries = Object.entries(rows).filter(([, list]) => list.length > 0)
  return tomlEntries(entries.map(([key, list]) => [key, fromJsonValue(list as unknown as JsonValue)]))
}

/** TOML has no null. */
function dropAbsentPort({ port, ...target }: WebSocketTarget) {
  return port === null ? target : { ...target, port }
}
