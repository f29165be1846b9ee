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

/** The terminal of a real process. A reader that went away (`| head`) silences the output and lets the command finish. */
export function processTerminal(host: NodeJS.Process, interrupted: AbortSignal): Terminal {
  return {
    cwd: host.cwd(),
    env: host.env,
    isTTY: Boolean(host.stdin.isTTY && host.stdout.isTTY),
    isInputTTY: Boolean(host.stdin.isTTY),
    colour: wantsColour(host.env, Boolean(host.stdout.isTTY)),
    interrupted,
    readInput: maxBytes => readStream(host.stdin, maxBytes),
    out: lineWriter(host.stdout),
    err: lineWriter(host.stderr),
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

function lineWriter(stream: NodeJS.WriteStream): (text: string) => void {
  let isOpen = true
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    isOpen = false
  })
  return text => {
    if (isOpen) stream.write(`${text}\n`)
  }
}
