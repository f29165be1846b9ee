import type { PackageLimits } from '../contract/limits.ts'

const MIB = 1024 * 1024

/** A component above the host's limit is still read up to here, so that its facts can stand beside the refusal. */
export function componentReadBytes(limits: PackageLimits): number {
  return Math.max(limits.fileBytes, 64 * MIB)
}
