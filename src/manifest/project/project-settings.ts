import type { Permission, RequestTarget, WebSocketTarget } from '../manifest.ts'
import type { LANGUAGES, RULE_SEVERITIES } from './project-shape.ts'

/** `yoi-plugin.toml` with every default filled in; `null` where the file does not decide. @source design 3 */
export interface ProjectSettings {
  readonly build: BuildSettings
  readonly pack: { readonly include: readonly string[] }
  readonly host: HostSettings
  /** Null when the file has no `[grants]`, which is not the same as granting nothing. */
  readonly grants: ProjectGrants | null
  readonly record: RecordSettings
  readonly rules: ReadonlyMap<string, RuleSetting>
}

export interface BuildSettings {
  readonly language: (typeof LANGUAGES)[number]
  /** Relative to the project, with `/`. */
  readonly entry: string
  readonly engine: string
  readonly cargo: CargoSettings
  readonly maxComponentBytes: number | null
  /** Of a call of any tool with its smallest valid input. */
  readonly maxFuel: number | null
}

export interface CargoSettings {
  readonly manifestPath: string | null
  readonly package: string | null
  readonly features: readonly string[]
  readonly hasDefaultFeatures: boolean
  readonly profile: string | null
  readonly isLocked: boolean
  readonly isOffline: boolean
}

/** Names and units as in `HostRevision`; a limit that is null is the revision's. */
export interface HostSettings {
  readonly revision: string | null
  readonly fuelPerCall: number | null
  readonly toolCallWallMs: number | null
  readonly memoryPages: number | null
}

/** Grants of contract 4.3 without their binding; an fs root is a folder of the project. */
export interface ProjectGrants {
  readonly permissions: readonly Permission[]
  readonly request: readonly RequestTarget[]
  readonly websocket: readonly WebSocketTarget[]
  readonly fs: readonly ProjectFsGrant[]
}

export interface ProjectFsGrant {
  readonly root: string
  readonly operations: readonly ('read' | 'list' | 'write')[]
}

export interface RecordSettings {
  /** Names of environment variables. */
  readonly secrets: readonly string[]
  /** Fields by which no recorded exchange is compared. */
  readonly ignore: readonly string[]
}

export interface RuleSetting {
  readonly severity: (typeof RULE_SEVERITIES)[number]
  readonly reason: string
}
