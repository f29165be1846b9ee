import { checkPackagePath } from '../package-path.ts'
import type { BuildDraft, GrantsDraft, HostDraft, Items, ProjectDraft } from './project-draft.ts'
import type {
  BuildSettings,
  HostSettings,
  ProjectGrants,
  ProjectSettings,
  RuleSetting,
} from './project-settings.ts'
import { PROJECT_DEFAULTS } from './project-shape.ts'

/** Fills in defaults; what could not be read counts as absent, and in grants as not granted. */
export function completeSettings(draft: ProjectDraft): ProjectSettings {
  return {
    build: completeBuild(draft.build ?? {}),
    // The others are findings of their own, and nothing is packed by them.
    pack: { include: wholeItems(draft.pack?.include).filter(path => checkPackagePath(path) === undefined) },
    host: completeHost(draft.host ?? {}),
    grants: draft.grants === null ? null : completeGrants(draft.grants ?? {}),
    record: { secrets: wholeItems(draft.record?.secrets), ignore: wholeItems(draft.record?.ignore) },
    rules: new Map(
      Object.entries(draft.rules ?? {}).filter((entry): entry is [string, RuleSetting] => isWhole(entry[1])),
    ),
  }
}

function completeBuild(build: BuildDraft): BuildSettings {
  const cargo = build.cargo ?? {}
  return {
    language: build.language ?? PROJECT_DEFAULTS.language,
    entry: build.entry ?? PROJECT_DEFAULTS.entry,
    engine: build.engine ?? PROJECT_DEFAULTS.engine,
    maxComponentBytes: build.max_component_bytes ?? null,
    maxFuel: build.max_fuel ?? null,
    cargo: {
      manifestPath: cargo.manifest_path ?? null,
      package: cargo.package ?? null,
      features: wholeItems(cargo.features),
      hasDefaultFeatures: cargo.default_features ?? true,
      profile: cargo.profile ?? null,
      isLocked: cargo.locked ?? false,
      isOffline: cargo.offline ?? false,
    },
  }
}

function completeHost(host: HostDraft): HostSettings {
  return {
    revision: host.revision ?? null,
    fuelPerCall: host.fuel_per_call ?? null,
    toolCallWallMs: host.tool_call_wall_ms ?? null,
    memoryPages: host.memory_pages ?? null,
  }
}

/** Entries that could not be read whole are left out, so that a mistake never grants more. */
export function completeGrants(grants: GrantsDraft): ProjectGrants {
  return {
    permissions: wholeItems(grants.permissions),
    request: wholeItems(grants.request),
    websocket: wholeItems(grants.websocket),
    fs: wholeItems(grants.fs),
  }
}

/** A target that lost its path prefixes would match every path, so an entry with a hole is left out. */
function wholeItems<Item>(items: Items<Item> | undefined): Item[] {
  return (items ?? []).filter((item): item is Item => isWhole(item))
}

function isWhole(value: unknown): boolean {
  if (value === undefined) return false
  return typeof value !== 'object' || value === null || Object.values(value).every(isWhole)
}
