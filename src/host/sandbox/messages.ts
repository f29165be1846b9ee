import type { WorldFunction } from '../../contract/worlds.ts'
import type { CallTrace } from '../call-trace.ts'
import type { Failure } from './guest-failure.ts'
import type { HostInterfaces } from './host-imports.ts'
import type { SandboxLimits } from './sandbox-limits.ts'

/** What a call used, in the host's fuel and in 64 KiB pages. */
export interface Usage {
  readonly fuel: number
  readonly memoryPages: number
}

export interface CallRequest {
  readonly target: WorldFunction
  readonly args: readonly (string | number)[]
  readonly fuel: number
}

export interface LoadRequest {
  readonly limits: SandboxLimits
  readonly interfaces: HostInterfaces
  /** Size of the component; what follows it are its rewritten modules from a cache, or nothing. */
  readonly componentBytes: number
  /** Whether to send the rewritten modules back, unless those from the cache were used. */
  readonly wantsRewritten: boolean
}

/** Frames to the child. The component's bytes travel behind `load`. */
export type ToChild =
  | ({ readonly type: 'load' } & LoadRequest)
  | ({ readonly type: 'call' } & CallRequest)
  | { readonly type: 'answer'; readonly value: string | number }
  | { readonly type: 'refusal'; readonly failure: Failure }

/** Frames from the child. The returned string travels behind `returned`, as UTF-8; rewritten modules behind `loaded`. */
export type FromChild =
  | { readonly type: 'loaded' }
  | { readonly type: 'load-failed'; readonly failure: Failure }
  | { readonly type: 'returned'; readonly usage: Usage; readonly trace: CallTrace | null }
  | {
      readonly type: 'failed'
      readonly failure: Failure
      readonly usage: Usage
      readonly trace: CallTrace | null
      /** Whether the guest is asked where its script was; then `where` follows, unless that does not end. */
      readonly isAskedWhere: boolean
    }
  | { readonly type: 'where'; readonly trace: CallTrace | null }
  | {
      readonly type: 'host-call'
      readonly interface: string
      readonly function: string
      readonly args: readonly (string | number)[]
    }
