import type { HostDiagnosticKind } from '../../../contract/diagnostics.ts'
import type { Edit } from '../../../finding.ts'
import {
  allowsTool,
  includesPermission,
  permissionLabel,
  surfacePermission,
} from '../../../grants/permission.ts'
import type { Manifest, Permission } from '../../../manifest/manifest.ts'
import type { ManifestReading } from '../../../manifest/manifest-reading.ts'
import { checkToolName } from '../../../manifest/names.ts'
import { tomlString } from '../../../manifest/toml/write-toml.ts'
import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'

/** A tool, service or ingress that the manifest declares but does not request is never registered. @source host contract 5.2 */
export const notRequested = defineRule({
  id: 'permissions/not-requested',
  severity: 'error',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) =>
    needsOf(manifest)
      .filter(need => !isRequested(manifest, need.permission))
      .map(need => ({
        at: reading.locate(need.path),
        data: need,
        edits: editsFor(need, reading),
        host: { kind: need.hostKind, phase: 'resolution' as const },
      })),
  advise: ({ what, permission }) => ({
    what: `${what} needs the permission ${quote(permissionLabel(permission))}, which plugin.toml does not request.`,
    why: 'Authority is requested and granted, both: without the request no grant can allow it, and the host registers nothing.',
    fix: `Add ${permissionToml(permission, quote)} to permissions in plugin.toml.`,
  }),
})

interface PermissionNeed {
  readonly what: string
  readonly permission: Permission
  readonly path: string
  readonly hostKind: HostDiagnosticKind
}

/** The surface permission is reported once, at the first item that needs it. */
function needsOf(manifest: Manifest): PermissionNeed[] {
  const needs: PermissionNeed[] = []
  for (const [index, tool] of manifest.tools.entries()) {
    const base = {
      what: `The tool ${quote(tool.name)}`,
      path: `tools[${index}].name`,
      hostKind: 'malformed' as const,
    }
    if (index === 0) needs.push({ ...base, permission: surfacePermission('tool') })
    needs.push({ ...base, permission: { kind: 'tool', name: tool.name } })
    if (tool.external_write) {
      needs.push({ ...base, path: `tools[${index}].external_write`, permission: { kind: 'external_write' } })
    }
  }
  for (const kind of ['service', 'ingress'] as const) {
    const list = kind === 'service' ? 'services' : 'ingresses'
    for (const [index, { name }] of manifest[list].entries()) {
      const base = {
        what: `The ${kind} ${quote(name)}`,
        path: `${list}[${index}].name`,
        hostKind: 'grant' as const,
      }
      if (index === 0) needs.push({ ...base, permission: surfacePermission(kind) })
      needs.push({ ...base, permission: { kind, name } })
    }
  }
  return needs
}

function isRequested({ permissions }: Manifest, wanted: Permission): boolean {
  return wanted.kind === 'tool'
    ? allowsTool(permissions, wanted.name)
    : includesPermission(permissions, wanted)
}

/**
 * That a tool writes outside may as well be a mistake of `external_write`, and a name that the host refuses has to change, so
 * only the sound names of what is declared are added.
 */
function editsFor({ permission }: PermissionNeed, { editor }: ManifestReading): readonly Edit[] {
  const isUncertain =
    permission.kind === 'external_write' ||
    (permission.kind === 'tool' && checkToolName(permission.name) !== undefined)
  return isUncertain ? [] : editor.appendItem('permissions', permissionToml(permission, tomlString))
}

function permissionToml(permission: Permission, spell: (name: string) => string): string {
  switch (permission.kind) {
    case 'surface':
      return `{ kind = "surface", surface = "${permission.surface}" }`
    case 'external_write':
      return '{ kind = "external_write" }'
    case 'host_api':
      return `{ kind = "host_api", api = "${permission.api}" }`
    case 'tool_namespace':
      return `{ kind = "tool_namespace", namespace = ${spell(permission.namespace)} }`
    default:
      return `{ kind = "${permission.kind}", name = ${spell(permission.name)} }`
  }
}
