/**
 * Kinds of entries in the trace of a call, as letters. The trace stays in the memory of the component, where `yoi-plugin run`, `test` and
 * `check` read it; the host never does. `thrown` is a stack, a NUL and a message; the others are what the plugin printed.
 */
export const TRACE = { debug: 0x44, log: 0x4c, info: 0x49, warn: 0x57, error: 0x45, thrown: 0x78 } as const
