import type { ComponentFacts, Footprint } from '../../../component/component-facts.ts'
import type { HostRevision } from '../../../contract/host-revisions.ts'
import { HOST_API_INTERFACES } from '../../../contract/worlds.ts'

/** What the standard encoder needs to call a host API: shim, module and fixup. @source host contract 11.1, design 6 */
const STANDARD_FORM = { coreInstances: 3, tables: 2, memories: 1 } as const

export function importsHostApi(component: ComponentFacts): boolean {
  const interfaces = Object.values(HOST_API_INTERFACES)
  return component.imports.some(entry => interfaces.includes(entry.name))
}

/** True when only the instances and tables that calling a host API takes are over the limits. */
export function fitsWithHostApis(footprint: Footprint, revision: HostRevision): boolean {
  return (
    footprint.coreInstances <= Math.max(revision.coreInstances, STANDARD_FORM.coreInstances) &&
    footprint.tables <= Math.max(revision.tables, STANDARD_FORM.tables) &&
    footprint.memories <= Math.max(revision.memories, STANDARD_FORM.memories)
  )
}
