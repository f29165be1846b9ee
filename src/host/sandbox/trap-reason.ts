/** Why rewritten code trapped, in the low bits of the reason global; 0 means that the guest trapped by itself. */
export const TRAP_REASON = { none: 0, fuel: 1, memory: 2, table: 3 } as const

/** Above the low bits stands the size that a growth asked for. */
export const SIZE_SHIFT = 2
/** What is added to a size counts as at most this, so that the sum fits: more than any memory or table has. */
export const MAX_COUNTED_GROWTH = 0x0fff_ffff

export function kindOf(reason: number): number {
  return reason & ((1 << SIZE_SHIFT) - 1)
}

/** @returns pages or elements, in all */
export function sizeOf(reason: number): number {
  return reason >>> SIZE_SHIFT
}
