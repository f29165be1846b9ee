/** Between line ends it stands before a trace in memory; with them it must be nowhere else. */
const NAME = 'yoi-plug-trace'
const MARK_BYTES = 16
const CAPACITY = 16 * 1024
const HEAD_BYTES = MARK_BYTES + 8
const MAX_TEXT_BYTES = 4_096
const ENTRY_START = 0xff
const LINE_END = 0x0a

const memory = new Uint8Array(HEAD_BYTES + CAPACITY)
const head = new DataView(memory.buffer)
const ring = memory.subarray(HEAD_BYTES)
const encoder = new TextEncoder()
let written = 0

/** Adds to the trace of a call, which a runner finds in memory: see `trace.wat` of QuickJS and `read-trace.ts` of the host. */
export function logEntry(kind: number, text: string): void {
  memory[0] = LINE_END
  encoder.encodeInto(NAME, memory.subarray(1))
  memory[MARK_BYTES - 1] = LINE_END
  head.setUint32(MARK_BYTES, CAPACITY, true)
  const bytes = new Uint8Array(MAX_TEXT_BYTES)
  // Ends before a character that does not fit.
  const { written: length } = encoder.encodeInto(text, bytes)
  put(Uint8Array.of(ENTRY_START, kind))
  put(bytes.subarray(0, length))
  head.setUint32(MARK_BYTES + 4, written, true)
}

/** Forgets what the top level printed: it is no part of a call. */
export function clearTrace(): void {
  memory.fill(0)
  written = 0
}

function put(bytes: Uint8Array): void {
  const start = written % CAPACITY
  const first = bytes.subarray(0, CAPACITY - start)
  ring.set(first, start)
  ring.set(bytes.subarray(first.length), 0)
  written += bytes.length
}
