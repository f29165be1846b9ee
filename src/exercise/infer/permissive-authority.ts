import { REQUEST_METHODS } from '../../contract/request-rules.ts'
import { HOST_APIS } from '../../contract/worlds.ts'
import { FS_OPERATIONS } from '../../grants/grants.ts'
import { hostApiPermission, surfacePermission } from '../../grants/permission.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { ProjectFsGrant } from '../../manifest/project/project-settings.ts'
import type { AuthoritySet } from './authority-set.ts'

/**
 * Allows a plugin everything on both sides, so that what it uses can be seen: all tools, all host APIs, every address, all
 * operations on these folders.
 */
export function permissiveAuthority(
  { tools }: Pick<Manifest, 'tools'>,
  folders: readonly Pick<ProjectFsGrant, 'root'>[],
): AuthoritySet {
  const anywhere = { scheme: '*', host: '*', port: null, path_prefixes: [] }
  const manifest = {
    permissions: [
      surfacePermission('tool'),
      ...tools.map(({ name }) => ({ kind: 'tool', name }) as const),
      { kind: 'external_write' } as const,
      ...HOST_APIS.map(hostApiPermission),
    ],
    request: [{ ...anywhere, methods: REQUEST_METHODS }],
    websocket: [anywhere],
  }
  const roots = [...new Set(folders.map(({ root }) => root))]
  return { manifest, grants: { ...manifest, fs: roots.map(root => ({ root, operations: FS_OPERATIONS })) } }
}
