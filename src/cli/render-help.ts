import { TEXT_COLUMNS, wrapText } from './columns.ts'
import type { CommandEntry } from './commands.ts'
import { allOptions, type Command, type OptionSpec } from './define-command.ts'

const EXIT_CODES =
  'Exit codes: 0 ok, 1 problems in the plugin, 2 wrong use or missing tool, 3 a bug\nof ours.'

/** The text of `yoi-plugin --help`. */
export function renderGlobalHelp(commands: readonly Pick<CommandEntry, 'name' | 'summary'>[]): string {
  return [
    'Usage: yoi-plugin <command> [options]',
    '',
    'Write, build, check and pack plugins for the Yoi agent host.',
    '',
    'Commands:',
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    '',
    'Options:',
    ...columns([
      ['-h, --help', 'Show this help; after a command, the help of that command'],
      ['-v, --version', 'Print the version'],
    ]),
    '',
    EXIT_CODES,
  ].join('\n')
}

/** The text of `yoi-plugin <command> --help`. */
export function renderCommandHelp(entry: Pick<CommandEntry, 'name' | 'summary'>, command: Command): string {
  const lines = [`Usage: ${usageLine(entry.name, command)}`, '', `${entry.summary}.`]
  if (command.details) lines.push('', ...wrapText(command.details.replace(/\s+/g, ' '), TEXT_COLUMNS))
  lines.push('', 'Options:', ...columns(allOptions(command)))
  if (command.examples) lines.push('', 'Examples:', ...command.examples.map(example => `  ${example}`))
  return [...lines, '', EXIT_CODES].join('\n')
}

/** `yoi-plugin pack [dir] [options]` */
export function usageLine(name: string, command: Pick<Command, 'arguments'>): string {
  return ['yoi-plugin', name, command.arguments, '[options]'].filter(Boolean).join(' ')
}

/** Two columns, the right one broken into lines below itself. */
function columns(rows: readonly OptionSpec[]): string[] {
  const left = Math.max(...rows.map(([term]) => term.length))
  const indent = ' '.repeat(left + 4)
  return rows.flatMap(([term, text]) => {
    const [first = '', ...rest] = wrapText(text, Math.max(30, TEXT_COLUMNS - indent.length))
    return [`  ${term.padEnd(left)}  ${first}`, ...rest.map(line => indent + line)]
  })
}
