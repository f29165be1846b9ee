import type { SpareChild } from './sandbox/spare-child.io.ts'

/** What makes the start of a sandbox cheap; without either it costs a tenth of a second. */
export interface SandboxStart {
  /** Folder of rewritten modules, see `userCacheFolder`; absent: they are made anew by every process. */
  readonly cacheFolder?: string | undefined
  /** A sandbox process that was started ahead, for the first tool that is called; whoever started it closes it. */
  readonly spare?: SpareChild | undefined
}
