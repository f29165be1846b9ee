import type { CommandEntry } from './commands.ts'
import { allOptions, type Command } from './define-command.ts'
import { usageLine } from './render-help.ts'

/** A command with its definition at hand. */
export type LoadedCommand = Pick<CommandEntry, 'name' | 'summary'> & { readonly command: Command }

/** The text of docs/cli.md: every command with its options, from the definitions that parse them. */
export function renderReference(commands: readonly LoadedCommand[]): string {
  return [
    '# Command reference',
    '',
    '<!-- Generated from src/cli/commands by test/cli/reference.test.ts: `npx vitest run -u` writes it. -->',
    '',
    ...commands.map(({ name, summary }) => `- [\`${name}\`](#${name}): ${summary}`),
    '',
    'Every command works without a terminal and asks nothing there. `NO_COLOR` and `FORCE_COLOR` are respected. With `--json`,',
    'stdout holds one JSON document whose first key is `format`; a wrong use is `yoi-plugin/error@1` with `code`, `what` and `fix`.',
    '',
    '| exit code | meaning |',
    '| --- | --- |',
    '| 0 | ok |',
    '| 1 | problems in the plugin |',
    '| 2 | wrong use, a tool is missing, or the output cannot be written |',
    '| 3 | a bug of ours |',
    ...commands.flatMap(renderCommand),
    '',
  ].join('\n')
}

function renderCommand({ name, summary, command }: LoadedCommand): string[] {
  return [
    '',
    `## ${name}`,
    '',
    `    ${usageLine(name, command)}`,
    '',
    `${summary}.`,
    ...(command.details ? ['', command.details.replace(/\s+/g, ' ')] : []),
    '',
    '| option | what it does |',
    '| --- | --- |',
    ...allOptions(command).map(([spec, description]) => `| \`${spec}\` | ${cell(description)} |`),
    ...(command.examples ? ['', ...command.examples.map(example => `    ${example}`)] : []),
  ]
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
