/** Limits of one released host. Counts and sizes are inclusive maxima. @source host contract 6.3, design 6 */
export interface HostRevision {
  readonly id: string
  readonly title: string
  readonly commit: string | null
  readonly componentBytes: number
  readonly memoryPages: number
  readonly tableElements: number
  readonly coreInstances: number
  readonly tables: number
  readonly memories: number
  /**
   * Bytes of function bodies that about fill the wall time of one call when they are compiled on one thread. Measured with
   * the host's compiler: 421 KB took 0.57 s and 863 KB took 0.99 s. Another machine needs another time, so this is a scale
   * to compare components on, not a promise.
   * @source host contract 6.3, 11.4
   */
  readonly compiledCodeBytes: number
  readonly fuelPerCall: number
  readonly toolCallWallMs: number
}

export const YOI_2026_08: HostRevision = {
  id: 'yoi-2026-08',
  title: 'Yoi, develop branch, August 2026',
  commit: 'b12e0785e2efb26ce0bbb8013bfa09af97eefaf1',
  componentBytes: 8 * 1024 * 1024,
  memoryPages: 32,
  tableElements: 256,
  coreInstances: 1,
  tables: 1,
  memories: 1,
  compiledCodeBytes: 860_000,
  fuelPerCall: 5_000_000,
  toolCallWallMs: 1_000,
}

export const HOST_REVISIONS: readonly HostRevision[] = [YOI_2026_08]
export const DEFAULT_HOST_REVISION = YOI_2026_08
