import type { CostTable } from './cost-table.ts'

/** Bounds that the child keeps while it loads and runs a component. Sizes and counts are inclusive maxima. */
export interface SandboxLimits {
  readonly costs: CostTable
  readonly memoryPages: number
  readonly tableElements: number
  readonly coreInstances: number
  readonly memories: number
  readonly tables: number
}

/** Bounds of our own, against input that only wants to keep a compiler busy. Real engines stay far below. */
export const ADMISSION_LIMITS = {
  /** Locals of one function, parameters not counted. */
  locals: 2_000,
  /** Operators of one function, in bytes. */
  bodyBytes: 512 * 1024,
  /** Component instances of one component, nested ones included. */
  componentInstances: 64,
  /** Items of all component instances together, as they are counted when a component is read. */
  linkedItems: 500_000,
  /** Core modules of one component after the rewrite, in bytes, all together; the largest real ones become 17 MB. */
  rewrittenBytes: 32 * 1024 * 1024,
  /** Operators of one function after the rewrite, in bytes; V8 compiles no function of more than 7,654,321. */
  meteredBodyBytes: 7_000_000,
  /** Strings and lists that leave a guest in one call, in bytes, all together. */
  liftedBytes: 4 * 1024 * 1024,
  /** Items of lists, fields of records and payloads that leave a guest in one call, all together. */
  liftedParts: 512 * 1024,
  /** Text that one argument of a host call may have, in UTF-16 units; every host API takes 64 KiB at most. */
  hostArgumentLength: 256 * 1024,
  /** Resource handles of one component instance. */
  handles: 1 << 16,
} as const
