import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { UserError } from '../errors.ts'
import { readFileNoFollow } from '../package/read-file.io.ts'
import { quote } from '../quote.ts'
import type { Terminal } from './terminal.ts'

/** Far above the host's own limit, which is reported as a limit of the call. */
const MAX_INPUT_BYTES = 1024 * 1024

const NO_INPUT = '{}'

/**
 * Reads the arguments of a tool: JSON text as typed, `@file`, or `-` for stdin. Whether it is JSON is for the host to say.
 * @throws UserError when there is nothing to read, or it is no text
 */
export async function readInput(typed: string | undefined, terminal: Terminal): Promise<string> {
  if (typed === undefined) return NO_INPUT
  if (typed === '-') return decode('stdin', await readStdin(terminal))
  return typed.startsWith('@') ? decode(quote(typed.slice(1)), readFile(typed.slice(1), terminal)) : typed
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

function readFile(typed: string, { cwd }: Terminal): Uint8Array {
  let path = resolve(cwd, typed)
  try {
    path = realpathSync(path)
  } catch {
    throw new UserError('input-missing', `There is no file ${quote(typed)}.`, 'Name a JSON file after the @.')
  }
  const file = readFileNoFollow(path, MAX_INPUT_BYTES)
  if (file.ok) return file.bytes
  throw new UserError(
    'input-unreadable',
    `${quote(typed)} cannot be read, or is larger than ${MAX_INPUT_BYTES} bytes.`,
    'Name a readable JSON file after the @.',
  )
}

function decode(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new UserError('input-not-utf8', `${name} is not UTF-8 text.`, 'Save it as UTF-8.')
  }
}
