/**
 * Kinds of notes for the author, as letters. A note is text that stays in the memory of the component, where `yoi-plugin run`, `test` and
 * `check` read it; the host never does. `thrown` is a stack, a NUL and a message; the others are what the plugin printed.
 */
export const NOTE = { debug: 0x44, log: 0x4c, info: 0x49, warn: 0x57, error: 0x45, thrown: 0x78 } as const
