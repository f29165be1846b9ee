import { UserError } from '../errors.ts'
import { quote } from '../quote.ts'
import { decodeTyped, readTypedFile } from './read-typed-file.ts'
import type { Terminal } from './terminal.ts'

/** Far above the host's own limit, which is reported as a limit of the call. */
const MAX_INPUT_BYTES = 1024 * 1024

const NO_INPUT = '{}'
const BYTE_ORDER_MARK = '\ufeff'

/**
 * Reads the arguments of a tool: JSON text as typed, `@file`, or `-` for stdin. Of a text that is there, whether it is JSON is for
 * the host to say.
 * @throws UserError when there is nothing to read, or it is no text
 */
export async function readInput(typed: string | undefined, terminal: Terminal): Promise<string> {
  if (typed === undefined) return NO_INPUT
  if (typed === '-') return present('stdin', decodeTyped('stdin', await readStdin(terminal), 'input'))
  if (!typed.startsWith('@')) return present('--input', typed)
  const file = typed.slice(1)
  if (file === '')
    throw new UserError('input-missing', '--input @ names no file.', 'Write --input @input.json.')
  return present(quote(file), readTypedFile(file, terminal.cwd, INPUT_FILE))
}

const INPUT_FILE = {
  kind: 'input',
  limitBytes: MAX_INPUT_BYTES,
  fix: 'Name a JSON file after the @; the host takes 65536 bytes of input.',
  pipeFix: 'Pipe the JSON into the command and write --input -.',
} as const

/** What cannot be seen is named here: nobody would find it by its line and column. */
function present(name: string, text: string): string {
  if (text.trim() === '')
    throw new UserError(
      'input-empty',
      `${name} is empty, and no JSON.`,
      'For no arguments write --input {} or leave --input out.',
    )
  if (!text.startsWith(BYTE_ORDER_MARK)) return text
  throw new UserError(
    'input-has-bom',
    `${name} begins with a byte order mark, which the host does not take as JSON.`,
    'Save it as UTF-8 without a byte order mark.',
  )
}

async function readStdin(terminal: Terminal): Promise<Uint8Array> {
  if (terminal.isInputTTY)
    throw new UserError(
      'input-is-terminal',
      '--input - reads from a pipe, but stdin is the terminal.',
      'Pipe the JSON in, or write --input \'{"key": "value"}\' or --input @file.json.',
    )
  const bytes = await terminal.readInput(MAX_INPUT_BYTES)
  if (bytes) return bytes
  throw new UserError(
    'input-too-large',
    `stdin is larger than ${MAX_INPUT_BYTES} bytes.`,
    'The host takes 65536 bytes of input.',
  )
}
