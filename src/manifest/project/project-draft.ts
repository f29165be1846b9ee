import type { Permission, RequestTarget, WebSocketTarget } from '../manifest.ts'
import type { ProjectFsGrant, RuleSetting } from './project-settings.ts'

/** The file by its own key names; a key is missing or undefined where it was absent or could not be read. */
export interface ProjectDraft {
  readonly build?: BuildDraft
  readonly pack?: { readonly include?: Items<string> }
  readonly host?: HostDraft
  readonly grants?: GrantsDraft | null
  readonly record?: { readonly secrets?: Items<string>; readonly ignore?: Items<string> }
  readonly rules?: Readonly<Record<string, Partial<RuleSetting> | undefined>>
}

export type Items<Item> = readonly (Item | undefined)[]

export interface BuildDraft {
  readonly language?: 'typescript' | 'rust'
  readonly entry?: string
  readonly engine?: string
  readonly cargo?: CargoDraft
  readonly max_component_bytes?: number | null
  readonly max_fuel?: number | null
}

export interface CargoDraft {
  readonly manifest_path?: string | null
  readonly package?: string | null
  readonly features?: Items<string>
  readonly default_features?: boolean
  readonly profile?: string | null
  readonly locked?: boolean
  readonly offline?: boolean
}

export interface HostDraft {
  readonly revision?: string | null
  readonly fuel_per_call?: number | null
  readonly tool_call_wall_ms?: number | null
  readonly memory_pages?: number | null
}

/** Entries that could not be read whole are left out, so that a mistake never grants more. */
export interface GrantsDraft {
  readonly permissions?: Items<Permission>
  readonly request?: Items<RequestTarget>
  readonly websocket?: Items<WebSocketTarget>
  readonly fs?: Items<ProjectFsGrant>
}
