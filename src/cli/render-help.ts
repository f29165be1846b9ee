import type { CommandEntry } from './commands.ts'
import { allOptions, type Command, type OptionSpec } from './define-command.ts'

/** Columns of a terminal that shows everything without breaking lines itself. */
const WIDTH = 80

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
  if (command.details) lines.push('', ...wrap(command.details, WIDTH))
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
    const [first = '', ...rest] = wrap(text, Math.max(30, WIDTH - indent.length))
    return [`  ${term.padEnd(left)}  ${first}`, ...rest.map(line => indent + line)]
  })
}

/** Breaks text at spaces and line feeds into lines of at most `width` characters, as far as its words allow. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}
