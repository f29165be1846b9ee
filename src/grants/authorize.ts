import type { HostApi } from '../contract/worlds.ts'
import type { Permission, RequestTarget, Tool } from '../manifest/manifest.ts'
import { type BindingProblem, bindingMessage, findBindingProblem } from './bind-grants.ts'
import type { Authority, FsOperation, Grants, Requests } from './grants.ts'
import {
  allowsTool,
  hostApiPermission,
  includesPermission,
  permissionLabel,
  surfacePermission,
} from './permission.ts'
import { isUsableFsGrant, isUsableRequestTarget, isUsableWebSocketTarget } from './usable-target.ts'

/** One thing that an operation needs and does not have, and on which side it is missing. */
export type Shortfall =
  | { readonly need: 'binding'; readonly problem: BindingProblem }
  | {
      readonly need: 'permission' | 'target'
      /** Permission label, e.g. `tool.echo`; for a target the label of its host API. */
      readonly label: string
      readonly isRequested: boolean
      readonly isGranted: boolean
    }
  | {
      readonly need: 'operation'
      readonly label: 'host_api.fs'
      readonly operation: FsOperation
      readonly isRequested: true
      readonly isGranted: false
    }
  | {
      readonly need: 'address'
      readonly label: 'host_api.request' | 'host_api.websocket'
      /** The least target that would match. A target of `websocket` has no methods. */
      readonly target: RequestTarget
      readonly isRequested: boolean
      readonly isGranted: boolean
    }

/** `missing[0]` is what the host names: it stops at the first, requested before granted. */
export type Authorization =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly missing: readonly [Shortfall, ...Shortfall[]] }

/** Whether a tool may be exposed and run. @source host contract 5.2 */
export function authorizeTool(
  authority: Authority,
  tool: Pick<Tool, 'name' | 'external_write'>,
): Authorization {
  const { requested, grants } = authority
  return decide(authority, [
    permissionNeed(authority, surfacePermission('tool')),
    {
      need: 'permission',
      label: permissionLabel({ kind: 'tool', name: tool.name }),
      isRequested: allowsTool(requested.permissions, tool.name),
      isGranted: allowsTool(grants.permissions, tool.name),
    },
    ...(tool.external_write ? [permissionNeed(authority, { kind: 'external_write' })] : []),
  ])
}

/** Whether a service may be offered. @source host contract 5.2 */
export function authorizeService(authority: Authority, name: string): Authorization {
  return decide(authority, [
    permissionNeed(authority, surfacePermission('service')),
    permissionNeed(authority, { kind: 'service', name }),
  ])
}

/** Whether events may be delivered to an ingress. @source host contract 5.2 */
export function authorizeIngress(authority: Authority, name: string): Authorization {
  return decide(authority, [
    permissionNeed(authority, surfacePermission('ingress')),
    permissionNeed(authority, { kind: 'ingress', name }),
  ])
}

/**
 * The API gate: whether a component may import and call a host API at all. It asks for usable targets on each side,
 * not for targets that overlap; for `fs` only a grant has targets.
 * @source host contract 5.2
 */
export function authorizeHostApi(authority: Authority, api: HostApi): Authorization {
  return decide(authority, [
    permissionNeed(authority, hostApiPermission(api)),
    {
      need: 'target',
      label: permissionLabel(hostApiPermission(api)),
      ...usableTargets(authority.requested, authority.grants, api),
    },
  ])
}

const NO_OPERATION = { need: 'operation', label: 'host_api.fs', isRequested: true, isGranted: false } as const

/** Whether any folder is granted with an operation; one that could never be used counts, as in the host. @source host contract 7.3 */
export function authorizeFsOperation({ grants }: Authority, operation: FsOperation): Authorization {
  return grants.fs.some(({ operations }) => operations.includes(operation))
    ? { allowed: true }
    : { allowed: false, missing: [{ ...NO_OPERATION, operation }] }
}

/** One sentence on what is missing, e.g. `host_api.fs is not granted`. Plugin text in it is not escaped. */
export function describeShortfall(shortfall: Shortfall): string {
  if (shortfall.need === 'binding') return bindingMessage(shortfall.problem)
  if (shortfall.need === 'operation') return `${shortfall.operation} is granted on no folder`
  if (shortfall.need === 'address')
    return `no ${shortfall.isRequested ? 'granted' : 'requested'} target of ${shortfall.label} matches`
  const subject = shortfall.need === 'target' ? `a usable ${shortfall.label} target` : shortfall.label
  return `${subject} is not ${shortfall.isRequested ? 'granted' : 'requested'}`
}

type Need = Exclude<Shortfall, { need: 'binding' | 'operation' | 'address' }>

function permissionNeed({ requested, grants }: Authority, permission: Permission): Need {
  return {
    need: 'permission',
    label: permissionLabel(permission),
    isRequested: includesPermission(requested.permissions, permission),
    isGranted: includesPermission(grants.permissions, permission),
  }
}

function usableTargets(requested: Requests, grants: Grants, api: HostApi) {
  if (api === 'fs') return { isRequested: true, isGranted: grants.fs.some(isUsableFsGrant) }
  if (api === 'websocket')
    return {
      isRequested: requested.websocket.some(isUsableWebSocketTarget),
      isGranted: grants.websocket.some(isUsableWebSocketTarget),
    }
  return {
    isRequested: requested.request.some(isUsableRequestTarget),
    isGranted: grants.request.some(isUsableRequestTarget),
  }
}

function decide(authority: Authority, needs: readonly Need[]): Authorization {
  const problem = findBindingProblem(authority.grants, authority.package)
  const missing: Shortfall[] = [
    ...(problem ? [{ need: 'binding', problem } as const] : []),
    ...needs.filter(need => !need.isRequested || !need.isGranted),
  ]
  const [first, ...others] = missing
  return first ? { allowed: false, missing: [first, ...others] } : { allowed: true }
}
