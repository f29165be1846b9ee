/** The name of the module of a plugin inside the engine, in stacks too. */
export const MODULE_NAME = 'plugin.js'

/** Environment variables by which the pre-initialiser learns its files. */
export const INITIALIZE_VARIABLES = {
  /** Path of the module of the plugin. */
  module: 'YOI_PLUGIN_MODULE',
  /** Path to which the pre-initialiser writes what was printed, as JSON of `Initialized`. */
  report: 'YOI_PLUGIN_REPORT',
} as const

/**
 * Bounds of what runs at build time. Steps are loop turns and calls inside the engine, of which a small plugin takes 1.6 million;
 * pages are of 64 KiB, 145 of which it starts with.
 */
export const INITIALIZE_LIMITS = { steps: 1_500_000_000, memoryPages: 1_024 } as const

/** What happened while the top level ran. */
export interface Initialized {
  /** Lines that the engine printed. */
  readonly output: readonly string[]
  readonly errors: readonly string[]
  /** The import that it asked for in vain. */
  readonly missing: string | null
  readonly isOutOfSteps: boolean
}
