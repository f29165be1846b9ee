import { SURFACES } from '../contract/names.ts'
import { HOST_APIS } from '../contract/worlds.ts'
import type { Permission } from '../manifest/manifest.ts'

/**
 * Reads a permission label such as `tool.echo` or `host_api.fs`: the way back from `permissionLabel`.
 * @returns undefined when the text is no label
 * @source host contract 5.1
 */
export function parsePermissionLabel(label: string): Permission | undefined {
  if (label === 'external_write') return { kind: 'external_write' }
  const dot = label.indexOf('.')
  const value = label.slice(dot + 1)
  if (dot < 0 || value === '') return undefined
  switch (label.slice(0, dot)) {
    case 'surfaces': {
      const surface = SURFACES.find(name => name === value)
      return surface && { kind: 'surface', surface }
    }
    case 'host_api': {
      const api = HOST_APIS.find(name => name === value)
      return api && { kind: 'host_api', api }
    }
    case 'tool':
      return { kind: 'tool', name: value }
    case 'tool_namespace':
      return { kind: 'tool_namespace', namespace: value }
    case 'service':
      return { kind: 'service', name: value }
    case 'ingress':
      return { kind: 'ingress', name: value }
    default:
      return undefined
  }
}
