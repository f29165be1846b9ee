import type { HostRevision } from '../contract/host-revisions.ts'
import type { HostSettings } from '../manifest/project/project-settings.ts'

/** What `[host]` may raise a limit to; the file belongs to the plugin's author. @source design 3 */
const CEILINGS = { fuelPerCall: 1_000_000_000, toolCallWallMs: 30_000, memoryPages: 4_096 } as const

/** The limits of a host revision as a project changes them: lowered freely, raised only to fixed ceilings. */
export function applyHostSettings(revision: HostRevision, settings: HostSettings): HostRevision {
  const limit = (name: keyof typeof CEILINGS) =>
    Math.min(settings[name] ?? revision[name], Math.max(CEILINGS[name], revision[name]))
  return {
    ...revision,
    fuelPerCall: limit('fuelPerCall'),
    toolCallWallMs: limit('toolCallWallMs'),
    memoryPages: limit('memoryPages'),
  }
}
