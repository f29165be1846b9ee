import type { Command } from './define-command.ts'

/** A command before it is loaded: what the global help needs, and how to get the rest. */
export interface CommandEntry {
  readonly name: string
  /** One line, an imperative, no full stop. */
  readonly summary: string
  load(): Promise<Command>
}

/** Every command, in the order of the help. Nothing here is imported until its command runs: `--help` stays fast. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'new',
    summary: 'Write a new plugin project',
    load: async () => (await import('./commands/new.ts')).newCommand,
  },
  {
    name: 'pack',
    summary: 'Check a plugin and write it as one .yoi-plugin file',
    load: async () => (await import('./commands/pack.ts')).pack,
  },
]
