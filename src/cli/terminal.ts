import { EXIT } from '../errors.ts'
import { escapeText } from '../quote.ts'

/** Everything a command may know of, or do to, the place it runs in. Passed in, so that a command never touches `process`. */
export interface Terminal {
  /** Absolute path from which relative arguments are resolved. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** True when a person can answer: stdin and stdout are both a terminal. */
  readonly isTTY: boolean
  /** True when stdin is a terminal, so that reading it would wait for a person. */
  readonly isInputTTY: boolean
  /** True when stdout may carry colour. */
  readonly colour: boolean
  /** Aborted on SIGINT, SIGTERM and SIGHUP; listeners clean up synchronously, then the process ends. */
  readonly interrupted: AbortSignal
  /** Reads stdin to its end; null when it is longer than `maxBytes`. */
  readInput(maxBytes: number): Promise<Uint8Array | null>
  /** Writes the text and a line feed to stdout. */
  out(text: string): void
  /** Writes the text and a line feed to stderr. */
  err(text: string): void
}

/**
 * Decides whether stdout may carry colour: NO_COLOR wins, then FORCE_COLOR, then whether stdout is a terminal.
 * An empty variable counts as absent; `FORCE_COLOR=0` means no.
 */
export function wantsColour(env: Terminal['env'], isTerminal: boolean): boolean {
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0'
  return isTerminal && env.TERM !== 'dumb'
}

/**
 * The terminal of a real process. A reader that went away (`| head`) silences the output and lets the command finish. Output that
 * cannot be written for another reason, as on a full disk, is reported on stderr, and the process ends with 2 or a higher code;
 * stdout, whose text programs read, never carries what stderr could not.
 */
export function processTerminal(host: NodeJS.Process, interrupted: AbortSignal): Terminal {
  const failLater = () => {
    host.once('exit', code => {
      host.exitCode = Math.max(code, EXIT.wrongUse)
    })
  }
  const err = lineWriter(host.stderr, failLater)
  const out = lineWriter(host.stdout, error => {
    failLater()
    err(`error: The output cannot be written (${escapeText(error.message)}).\nfix: ${OUTPUT_FIX}`)
  })
  return {
    cwd: host.cwd(),
    env: host.env,
    isTTY: Boolean(host.stdin.isTTY && host.stdout.isTTY),
    isInputTTY: Boolean(host.stdin.isTTY),
    colour: wantsColour(host.env, Boolean(host.stdout.isTTY)),
    interrupted,
    readInput: maxBytes => readStream(host.stdin, maxBytes),
    out,
    err,
  }
}

async function readStream(stream: NodeJS.ReadStream, maxBytes: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let byteLength = 0
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    byteLength += chunk.byteLength
    if (byteLength > maxBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const OUTPUT_FIX = 'Make room for it or send it elsewhere, then run the command again.'

function lineWriter(
  stream: NodeJS.WriteStream,
  fail: (error: NodeJS.ErrnoException) => void,
): (text: string) => void {
  let isOpen = true
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (!isOpen) return
    isOpen = false
    if (error.code !== 'EPIPE') fail(error)
  })
  return text => {
    if (isOpen) stream.write(`${text}\n`)
  }
}
