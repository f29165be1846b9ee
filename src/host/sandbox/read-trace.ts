import type { CallTrace, Fault, PrintedText, ScriptPosition } from '../call-trace.ts'

/** Stands in memory before a trace; no constant data holds it. */
const MARK = '\nyoi-plug-trace\n'
const CAPACITY_AT = MARK.length
const WRITTEN_AT = CAPACITY_AT + 4
const BYTES_AT = WRITTEN_AT + 4
const MAX_CAPACITY = 64 * 1024
const MAX_ENTRIES = 200
const MAX_POSITIONS = 20

/** Begins an entry; it is never part of UTF-8. */
const ENTRY_START = 0xff

const LEVELS: Readonly<Record<string, PrintedText['level']>> = {
  D: 'debug',
  L: 'log',
  I: 'info',
  W: 'warn',
  E: 'error',
}
/** A stack, a NUL and a message; a stack alone. */
const THROWN = 'x'
const WHERE = 'w'

const POSITION = /\(?plugin\.js:(\d{1,9}):(\d{1,9})\)?/g

/**
 * Reads what a guest left for its author: a mark of 16 bytes, a capacity and the number of bytes ever written (u32, little endian), then
 * a ring of bytes. An entry is 0xff, a letter for its kind, and text in UTF-8. Any guest can write anything there.
 * @param address where the mark must stand; null: anywhere
 * @returns null when there is none
 */
export function readTrace(
  memories: Iterable<{ readonly buffer: ArrayBufferLike }>,
  address: number | null,
): CallTrace | null {
  for (const { buffer } of memories) {
    const memory = Buffer.from(buffer)
    for (const start of address === null ? marksIn(memory) : [address]) {
      const ring = ringAt(memory, start)
      if (ring !== null)
        return { ...traceOf(entriesOf(ring.bytes)), ...(ring.excess && { excess: ring.excess }) }
    }
  }
  return null
}

/** The mark may also stand where the guest keeps its constants, with no ring behind it. */
function* marksIn(memory: Buffer): Generator<number> {
  for (let at = memory.indexOf(MARK); at >= 0; at = memory.indexOf(MARK, at + 1)) yield at
}

interface Ring {
  /** Oldest first. */
  readonly bytes: Buffer
  readonly excess: CallTrace['excess'] | null
}

function ringAt(memory: Buffer, start: number): Ring | null {
  if (memory.toString('latin1', start, start + MARK.length) !== MARK) return null
  if (start + BYTES_AT > memory.length) return null
  const capacity = memory.readUInt32LE(start + CAPACITY_AT)
  const written = memory.readUInt32LE(start + WRITTEN_AT)
  const first = start + BYTES_AT
  if (capacity === 0 || capacity > MAX_CAPACITY || first + capacity > memory.length) return null
  const bytes = memory.subarray(first, first + capacity)
  if (written <= capacity) return { bytes: bytes.subarray(0, written), excess: null }
  const oldest = written % capacity
  return {
    bytes: Buffer.concat([bytes.subarray(oldest), bytes.subarray(0, oldest)]),
    excess: { value: written, most: capacity },
  }
}

interface Entry {
  readonly kind: string
  readonly text: string
}

/** What stands before the first start is the rest of an entry that was overwritten. */
function entriesOf(ring: Buffer): Entry[] {
  const entries: Entry[] = []
  for (let start = ring.indexOf(ENTRY_START); start >= 0; ) {
    const next = ring.indexOf(ENTRY_START, start + 1)
    const end = next < 0 ? ring.length : next
    entries.push({
      kind: ring.toString('latin1', start + 1, start + 2),
      text: ring.toString('utf8', start + 2, end),
    })
    start = next
  }
  return entries.slice(-MAX_ENTRIES)
}

function traceOf(entries: readonly Entry[]): CallTrace {
  const printed = entries.flatMap(({ kind, text }) => {
    const level = Object.hasOwn(LEVELS, kind) ? LEVELS[kind] : undefined
    return level === undefined ? [] : [{ level, text }]
  })
  const fault = entries.findLast(({ kind }) => kind === THROWN || kind === WHERE)
  return { printed, fault: fault === undefined ? null : faultOf(fault) }
}

function faultOf({ kind, text }: Entry): Fault {
  const end = kind === THROWN ? text.indexOf('\0') : -1
  const stack = end < 0 ? text : text.slice(0, end)
  return { message: end < 0 ? null : text.slice(end + 1), positions: positionsOf(stack) }
}

function positionsOf(stack: string): ScriptPosition[] {
  return [...stack.matchAll(POSITION)]
    .slice(0, MAX_POSITIONS)
    .map(([, line, column]) => ({ line: Number(line), column: Number(column) }))
}
