import { EXIT, type ExitCode, UserError } from '../errors.ts'
import { quote } from '../quote.ts'
import { COMMANDS, type CommandEntry } from './commands.ts'
import { nearest } from './nearest.ts'
import { reportError } from './report-error.ts'
import type { Terminal } from './terminal.ts'
import { toolVersion } from './tool-version.ts'

/**
 * Runs one command line to its end. Never throws.
 * @param words the command line after the program's own name
 */
export async function runCli(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const options = beforeDashes(words)
  try {
    return await dispatch(words, options, terminal)
  } catch (error) {
    return reportError(error, terminal, options.includes('--json'))
  }
}

async function dispatch(words: readonly string[], options: readonly string[], terminal: Terminal) {
  const names = options.filter(word => !word.startsWith('-'))
  const isHelpCommand = names[0] === 'help'
  const isHelp = isHelpCommand || options.some(word => word === '--help' || word === '-h')
  const name = isHelpCommand ? names[1] : names[0]
  if (name === undefined) return withoutCommand(options, isHelp, terminal)
  const entry = findCommand(name)
  if (isHelp) return await showHelp(terminal, entry)
  const [command, { parseCommandLine }] = await Promise.all([entry.load(), import('./parse-command-line.ts')])
  return await command.run(parseCommandLine(name, command, without(words, name)), terminal)
}

async function withoutCommand(options: readonly string[], isHelp: boolean, terminal: Terminal) {
  if (isHelp) return await showHelp(terminal)
  if (options.some(word => word === '--version' || word === '-v')) {
    terminal.out(toolVersion())
    return EXIT.ok
  }
  throw new UserError('command-missing', 'No command was given.', 'See `yoi-plugin --help`.')
}

async function showHelp(terminal: Terminal, entry?: CommandEntry): Promise<ExitCode> {
  const { renderCommandHelp, renderGlobalHelp } = await import('./render-help.ts')
  terminal.out(entry ? renderCommandHelp(entry, await entry.load()) : renderGlobalHelp(COMMANDS))
  return EXIT.ok
}

function findCommand(name: string): CommandEntry {
  const entry = COMMANDS.find(command => command.name === name)
  if (entry) return entry
  const suggestion = nearest(
    name,
    COMMANDS.map(command => command.name),
  )
  throw new UserError(
    'unknown-command',
    `There is no command ${quote(name)}.`,
    suggestion ? `Did you mean \`yoi-plugin ${suggestion}\`?` : 'See `yoi-plugin --help`.',
  )
}

function beforeDashes(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--')
  return end < 0 ? words : words.slice(0, end)
}

function without(words: readonly string[], name: string): string[] {
  const index = words.indexOf(name)
  return [...words.slice(0, index), ...words.slice(index + 1)]
}
