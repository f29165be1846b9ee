/** The two core modules of a component that calls host APIs. */
export interface HostEngine {
  /** Holds the memory with what the host calls need in it; its allocator, with which the host writes answers, is that of the engine. */
  readonly memory: Uint8Array
  /** The engine; imports the memory and the functions of all host APIs. */
  readonly runtime: Uint8Array
}

/** Module name of the host functions in the imports of the engine. */
export const HOST_MODULE = 'host'
/** Module name of the memory in the imports of the engine. */
export const MEMORY_MODULE = 'memory'
