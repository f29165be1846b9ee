import type { Surface } from '../contract/names.ts'
import { HOST_APIS, INSTANCE_WORLD } from '../contract/worlds.ts'
import {
  type Authorization,
  authorizeHostApi,
  authorizeIngress,
  authorizeService,
  authorizeTool,
  describeShortfall,
} from '../grants/authorize.ts'
import type { Authority } from '../grants/grants.ts'
import { hostApiPermission, includesPermission, permissionLabel } from '../grants/permission.ts'
import type { Permission } from '../manifest/manifest.ts'
import { checkToolDefinitions } from '../manifest/tools/check-tool-definitions.ts'
import type { DiscoveredPackage } from './discovered-package.ts'
import { inspectRuntime, type RuntimeEligibility } from './inspect-runtime.ts'
import { inspectTargets, type PermissionEligibility } from './inspect-targets.ts'
import type { ResolvedPlugin } from './resolve-enablement.ts'

/** How a service or ingress stands; key names are the host's. @source host contract 9.5 */
export interface SurfaceEligibility extends PermissionEligibility {
  readonly name: string
}

export interface ToolEligibility extends SurfaceEligibility {
  readonly external_write: boolean
}

/** `static_runtime` of an item. @source host contract 9.5 */
export interface StaticInspection {
  readonly runtime: RuntimeEligibility
  readonly host_apis: readonly PermissionEligibility[]
  readonly tools: readonly ToolEligibility[]
  readonly services: readonly SurfaceEligibility[]
  readonly ingresses: readonly SurfaceEligibility[]
}

type Inspected = Pick<ResolvedPlugin<DiscoveredPackage>, 'package' | 'enabledSurfaces' | 'grants'>

/**
 * Repeats, from the manifest and the grants alone, every check that registration would make. Reads no code.
 * @source host contract 5.3, 9.3, 9.5
 */
export function inspectPlugin({ package: found, enabledSurfaces, grants }: Inspected): StaticInspection {
  const { manifest } = found
  const authority = { package: found, requested: manifest, grants }
  const isEnabled = (surface: Surface) => enabledSurfaces.includes(surface)
  const needsInstance = manifest.runtime?.world === INSTANCE_WORLD ? [] : [NEEDS_INSTANCE_WORLD]
  const inspectNamed = (kind: 'service' | 'ingress', name: string) => {
    const authorization =
      kind === 'service' ? authorizeService(authority, name) : authorizeIngress(authority, name)
    const problems = [...needsInstance, ...shortfallOf(authorization)]
    return { name, ...eligibility(authority, { kind, name }, problems) }
  }
  return {
    runtime: inspectRuntime(manifest),
    host_apis: [...inspectHostApis(authority), ...inspectTargets(authority)],
    tools: isEnabled('tool') ? inspectTools(found, authority) : [],
    services: isEnabled('service') ? manifest.services.map(({ name }) => inspectNamed('service', name)) : [],
    ingresses: isEnabled('ingress')
      ? manifest.ingresses.map(({ name }) => inspectNamed('ingress', name))
      : [],
  }
}

const NEEDS_INSTANCE_WORLD = `the runtime does not have the world ${INSTANCE_WORLD}`

/** Whether every part may be registered; what is not enabled does not count. */
export function isStaticallyEligible(inspection: StaticInspection): boolean {
  const { runtime, host_apis, tools, services, ingresses } = inspection
  return [runtime, ...host_apis, ...tools, ...services, ...ingresses].every(part => part.eligible)
}

/** Every remark, in the order runtime, host APIs, tools, services, ingresses. */
export function inspectionMessages(inspection: StaticInspection): string[] {
  const { runtime, host_apis, tools, services, ingresses } = inspection
  return [runtime, ...host_apis, ...tools, ...services, ...ingresses].flatMap(part => part.diagnostic ?? [])
}

/** One line per host API that is requested or granted. */
function inspectHostApis(authority: Authority): PermissionEligibility[] {
  return HOST_APIS.map(api =>
    eligibility(authority, hostApiPermission(api), shortfallOf(authorizeHostApi(authority, api))),
  ).filter(line => line.requested || line.granted)
}

/** `requested` and `granted` look for the exact permission: a tool allowed by namespace shows false and is eligible. */
function inspectTools({ manifest, toolSchemas }: DiscoveredPackage, authority: Authority): ToolEligibility[] {
  const definitions = checkToolDefinitions(manifest, toolSchemas).filter(problem => problem.isHostFirst)
  return manifest.tools.map((tool, index) => {
    const { name, external_write } = tool
    const problems = [
      ...definitions.filter(problem => problem.tool === index).map(problem => problem.message),
      ...shortfallOf(authorizeTool(authority, tool)),
    ]
    const { diagnostic, ...permission } = eligibility(authority, { kind: 'tool', name }, problems)
    return { name, ...permission, external_write, diagnostic }
  })
}

function eligibility(
  { requested, grants }: Authority,
  permission: Permission,
  problems: readonly string[],
): PermissionEligibility {
  return {
    permission: permissionLabel(permission),
    requested: includesPermission(requested.permissions, permission),
    granted: includesPermission(grants.permissions, permission),
    eligible: problems.length === 0,
    diagnostic: problems.length === 0 ? null : problems.join('; '),
  }
}

function shortfallOf(authorization: Authorization): string[] {
  return authorization.allowed ? [] : [describeShortfall(authorization.missing[0])]
}
