import { tmpdir } from 'node:os'
import type { Terminal } from '../../src/cli/terminal.ts'

/** A terminal that keeps what is written to it. */
export function fakeTerminal(
  env: Terminal['env'] = {},
): Terminal & { written(): { readonly out: string; readonly err: string } } {
  let out = ''
  let err = ''
  return {
    cwd: tmpdir(),
    env,
    isTTY: false,
    isInputTTY: false,
    readInput: async () => new Uint8Array(),
    colour: false,
    interrupted: new AbortController().signal,
    out: text => {
      out += `${text}\n`
    },
    err: text => {
      err += `${text}\n`
    },
    written: () => ({ out, err }),
  }
}
