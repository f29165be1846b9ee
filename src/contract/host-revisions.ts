import { PACKAGE_LIMITS, type PackageLimits } from './limits.ts'

/** Limits of one host. Counts and sizes are inclusive maxima. @source host contract 6.3, design 6 */
export interface HostRevision {
  readonly id: string
  readonly title: string
  /** Of the host's source; null for data of ours, which no released host has. */
  readonly commit: string | null
  /** Bounds of a package that this host takes. */
  readonly package: PackageLimits
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
  package: PACKAGE_LIMITS,
  componentBytes: PACKAGE_LIMITS.fileBytes,
  memoryPages: 32,
  tableElements: 256,
  coreInstances: 1,
  tables: 1,
  memories: 1,
  compiledCodeBytes: 860_000,
  fuelPerCall: 5_000_000,
  toolCallWallMs: 1_000,
}

const MIB = 1024 * 1024

/**
 * A host with room for large JavaScript engines, to develop with them until a released host takes such components: StarlingMonkey has
 * 12 MB, starts with 145 pages and 7,700 table elements, and spends 2 million fuel on a small call. @source design 5
 */
export const JS_ENGINES: HostRevision = {
  id: 'js-engines',
  title: 'room for large JavaScript engines; no released host',
  commit: null,
  package: { ...PACKAGE_LIMITS, fileBytes: 32 * MIB, packageBytes: 64 * MIB },
  componentBytes: 32 * MIB,
  memoryPages: 1_024,
  tableElements: 16_384,
  coreInstances: 4,
  tables: 2,
  memories: 1,
  compiledCodeBytes: 16_000_000,
  fuelPerCall: 1_000_000_000,
  toolCallWallMs: 10_000,
}

/** Every known revision; the first is the default. */
export const HOST_REVISIONS: readonly HostRevision[] = [YOI_2026_08, JS_ENGINES]
export const DEFAULT_HOST_REVISION = YOI_2026_08
