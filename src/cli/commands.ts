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
    name: 'build',
    summary: 'Compile a plugin to a component',
    load: async () => (await import('./commands/build.ts')).build,
  },
  {
    name: 'check',
    summary: 'Check a plugin, run its cases and call its tools',
    load: async () => (await import('./commands/check.ts')).checkCommand,
  },
  {
    name: 'run',
    summary: 'Call one tool in a sandbox, as the host would',
    load: async () => (await import('./commands/run.ts')).run,
  },
  {
    name: 'test',
    summary: 'Run the cases of a project',
    load: async () => (await import('./commands/test.ts')).test,
  },
  {
    name: 'pack',
    summary: 'Check a plugin and write it as one .yoi-plugin file',
    load: async () => (await import('./commands/pack.ts')).pack,
  },
  {
    name: 'install',
    summary: 'Copy a package into a store and print what enables it',
    load: async () => (await import('./commands/install.ts')).install,
  },
  {
    name: 'list',
    summary: 'List the packages of the stores and what is enabled',
    load: async () => (await import('./commands/list.ts')).list,
  },
  {
    name: 'show',
    summary: 'Show an installed package, or review a folder or package file',
    load: async () => (await import('./commands/show.ts')).show,
  },
  {
    name: 'explain',
    summary: 'Show what a rule means and how to satisfy it',
    load: async () => (await import('./commands/explain.ts')).explain,
  },
]
