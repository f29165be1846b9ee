import { HOST_APIS, type HostApi } from '../../../src/contract/worlds.ts'
import {
  type Authorization,
  authorizeHostApi,
  authorizeIngress,
  authorizeService,
  authorizeTool,
  describeShortfall,
} from '../../../src/grants/authorize.ts'
import type { Authority } from '../../../src/grants/grants.ts'
import type { Permission } from '../../../src/manifest/manifest.ts'
import { pick, toGrants, toTargets } from '../case-inputs.ts'
import { accepted, type CaseInput, type Judge, rejected } from '../conformance-case.ts'

const BINDING = { id: 'project:acme.echo', version: '0.1.0', digest: 'sha256:00' }

/** What is asked follows from the keys: `tool`, `service`, `ingress`, or the gate of a host API. */
export const judgePermission: Judge = input => {
  if (!Array.isArray(input.requested) && !Array.isArray(input.granted)) return undefined
  const authorization = ask(input, toAuthority(input))
  if (!authorization) return undefined
  return authorization.allowed
    ? accepted()
    : rejected({ detail: describeShortfall(authorization.missing[0]) })
}

function ask(input: CaseInput, authority: Authority): Authorization | undefined {
  if (input.tool !== undefined) return authorizeTool(authority, toTool(input.tool))
  if (input.service !== undefined) return authorizeService(authority, nameOf(input.service))
  if (input.ingress !== undefined) return authorizeIngress(authority, nameOf(input.ingress))
  const api = apiOf(input, authority)
  return api && authorizeHostApi(authority, api)
}

/** Binding is the matter of other areas: here the grant is bound. */
function toAuthority(input: CaseInput): Authority {
  return {
    package: { identity: { source: 'project', localId: 'acme.echo' }, version: '0.1.0', digest: 'sha256:00' },
    requested: {
      permissions: (input.requested ?? []) as Permission[],
      request: toTargets(input.manifest_request),
      websocket: toTargets(input.manifest_websocket),
    },
    grants: toGrants({
      ...BINDING,
      permissions: input.granted ?? [],
      request: input.grant_request,
      websocket: input.grant_websocket,
      fs: input.grant_fs ?? [],
    }),
  }
}

function toTool(tool: unknown) {
  return typeof tool === 'string'
    ? { name: tool, external_write: false }
    : { external_write: false, ...(tool as { name: string }) }
}

function nameOf(value: unknown): string {
  return typeof value === 'string' ? value : (value as { name: string }).name
}

function apiOf(input: CaseInput, authority: Authority): HostApi | undefined {
  const named = pick(input, 'api', 'host_api')
  const permissions = [...authority.requested.permissions, ...authority.grants.permissions]
  return (
    HOST_APIS.find(api => api === named) ??
    HOST_APIS.find(api => `manifest_${api}` in input || `grant_${api}` in input) ??
    HOST_APIS.find(api => permissions.some(entry => entry.kind === 'host_api' && entry.api === api))
  )
}
