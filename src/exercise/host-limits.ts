import type { HostRevision } from '../contract/host-revisions.ts'
import type { HostSettings } from '../manifest/project/project-settings.ts'
import { HOST_CEILINGS } from '../manifest/project/project-shape.ts'

/** The limits of a host revision as a project changes them: lowered freely, raised only to fixed ceilings. */
export function applyHostSettings(revision: HostRevision, settings: HostSettings): HostRevision {
  const limit = (name: keyof typeof HOST_CEILINGS) =>
    Math.min(settings[name] ?? revision[name], Math.max(HOST_CEILINGS[name], revision[name]))
  return {
    ...revision,
    fuelPerCall: limit('fuelPerCall'),
    toolCallWallMs: limit('toolCallWallMs'),
    memoryPages: limit('memoryPages'),
  }
}
