import { readSync, writeSync } from 'node:fs'
import { decodeFrame, encodeFrame, FRAME_HEADER_BYTES, type Frame, frameLength } from './frame.ts'
import { GuestFailure } from './guest-failure.ts'
import { type CallReport, GuestSession } from './guest-session.ts'
import type { CallHost } from './host-imports.ts'
import type { FromChild, LoadRequest, ToChild } from './messages.ts'
import { packModules, unpackModules } from './module-bundle.ts'

// The whole process: frames in on one pipe, frames out on the other, strictly one after the other. There is no event
// loop to keep a guest waiting in, and nothing here that a guest could reach.
const OUTPUT = 3
const INPUT = 4
const PARENT_IS_GONE = 0

/** Larger modules are not worth a place in the cache, nor a frame. */
const MAX_REWRITTEN_BYTES = 4 * 1024 * 1024

function main(): void {
  let session: GuestSession | null = null
  for (;;) {
    const { message, bytes } = receive()
    if (message.type === 'load') {
      session = new GuestSession(message.limits, message.interfaces, callHost)
      load(session, message, bytes)
    } else if (message.type === 'call' && session !== null) {
      const report = session.call(message)
      const { usage, trace } = report
      if (report.ok) send({ type: 'returned', usage, trace }, Buffer.from(String(report.value)))
      else fail(session, report)
    } else process.exit(PARENT_IS_GONE)
  }
}

function fail(session: GuestSession, { failure, usage, trace }: CallReport & { readonly ok: false }): void {
  const { canAskWhere } = session
  send({ type: 'failed', failure, usage, trace, isAskedWhere: canAskWhere })
  if (canAskWhere) send({ type: 'where', trace: session.askWhere() })
}

function load(session: GuestSession, request: LoadRequest, bytes: Uint8Array): void {
  const component = bytes.subarray(0, request.componentBytes)
  const failure = session.load(component, unpackModules(bytes.subarray(request.componentBytes)))
  if (failure !== null) {
    send({ type: 'load-failed', failure })
    return
  }
  const { rewritten } = session
  const isSmall = (rewritten ?? []).reduce((sum, module) => sum + module.length, 0) < MAX_REWRITTEN_BYTES
  send(
    { type: 'loaded' },
    request.wantsRewritten && rewritten !== null && isSmall ? packModules(rewritten) : undefined,
  )
}

const callHost: CallHost = (interfaceName, functionName, args) => {
  send({ type: 'host-call', interface: interfaceName, function: functionName, args })
  const { message } = receive()
  if (message.type === 'answer') return message.value
  if (message.type === 'refusal') throw new GuestFailure(message.failure)
  return process.exit(PARENT_IS_GONE)
}

function receive(): Frame<ToChild> {
  const header = readExactly(FRAME_HEADER_BYTES)
  return decodeFrame<ToChild>(header, readExactly(frameLength(header)))
}

function readExactly(count: number): Uint8Array {
  const buffer = Buffer.allocUnsafeSlow(count)
  let filled = 0
  while (filled < count) {
    const read = readSync(INPUT, buffer, filled, count - filled, null)
    if (read === 0) process.exit(PARENT_IS_GONE)
    filled += read
  }
  return buffer
}

function send(message: FromChild, bytes?: Uint8Array): void {
  const frame = encodeFrame(message, bytes)
  for (let written = 0; written < frame.length; ) written += writeSync(OUTPUT, frame, written)
}

main()
