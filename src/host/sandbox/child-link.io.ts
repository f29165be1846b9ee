import { type ChildProcess, spawn } from 'node:child_process'
import { realpathSync } from 'node:fs'
import type { Socket } from 'node:net'
import { asset } from '../../assets.io.ts'
import { dieWithParent } from './die-with-parent.io.ts'
import { missingEngineFlags } from './engine-features.ts'
import { encodeHead, type Frame } from './frame.ts'
import { FrameReader } from './frame-reader.ts'
import type { Failure } from './guest-failure.ts'
import { killWithParent } from './kill-with-parent.io.ts'
import type { FromChild, ToChild } from './messages.ts'
import { ADMISSION_LIMITS } from './sandbox-limits.ts'
import { watchParent } from './watch-parent.io.ts'

/** Kilobytes. Deep guest recursion ends in a trap well inside the 8 MiB that systems give a main thread. */
const STACK_KILOBYTES = 3_900
/** Megabytes of JavaScript heap; guest memory is not part of it. */
const HEAP_MEGABYTES = 128
/** Beside what a guest returns: what it left for its author, escaped as JSON. */
const MAX_MESSAGE_BYTES = 1024 * 1024
const MAX_FRAME_BYTES = ADMISSION_LIMITS.liftedBytes + MAX_MESSAGE_BYTES
const MAX_STDERR_LENGTH = 4 * 1024

export interface ChildEvents {
  readonly onFrame: (frame: Frame<FromChild>) => void
  /** Once, when the process is gone or was killed for breaking the protocol. */
  readonly onEnd: (failure: Failure) => void
}

/** The sandbox process: no environment, no working directory of ours, no file but its own, two pipes. @source design 6 */
export class ChildLink {
  private readonly child: ChildProcess
  private readonly input: Socket
  private readonly output: Socket
  private readonly releaseParent: () => void
  private stderr = ''
  private ending: Failure | null = null
  private events: ChildEvents | null = null

  /** Starts the process. It does not keep this one alive. */
  constructor() {
    const file = realpathSync(asset('dist/sandbox-child.cjs'))
    const plain: [string, string[]] = [process.execPath, [...nodeFlags(file), file]]
    const wrapped = dieWithParent(...plain)
    this.child = spawn(...(wrapped ?? plain), {
      cwd: '/',
      env: {},
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      windowsHide: true,
    })
    this.output = this.child.stdio[3] as Socket
    this.input = this.child.stdio[4] as Socket
    const releaseSignals = killWithParent(() => this.child.kill('SIGKILL'))
    const { pid } = this.child
    const endWatch = wrapped === null && pid !== undefined ? watchParent(pid) : () => {}
    this.releaseParent = () => {
      releaseSignals()
      endWatch()
    }
    this.listen()
    this.keepParentAlive(false)
  }

  get isRunning(): boolean {
    return this.ending === null
  }

  get pid(): number | undefined {
    return this.child.pid
  }

  /** Whom to tell of frames and of the end; at once, when the process has ended already. */
  report(events: ChildEvents): void {
    this.events = events
    if (this.ending !== null) events.onEnd(this.ending)
  }

  /** @param parts the bytes of the frame, one behind the other; they are not copied and must not change */
  send(message: ToChild, ...parts: readonly Uint8Array[]): void {
    const byteLength = parts.reduce((sum, part) => sum + part.length, 0)
    this.input.cork()
    for (const part of [encodeHead(message, byteLength), ...parts]) this.input.write(part)
    this.input.uncork()
  }

  kill(reason: string): void {
    this.child.kill('SIGKILL')
    this.end({ kind: 'runner-cannot', message: reason })
  }

  /** Whether the process keeps this one alive. It should while a call runs, and not while it waits for the next. */
  keepParentAlive(isBusy: boolean): void {
    const change = isBusy ? 'ref' : 'unref'
    this.child[change]()
    this.input[change]()
    this.output[change]()
    ;(this.child.stderr as Socket | null)?.[change]()
  }

  private listen(): void {
    const reader = new FrameReader<FromChild>(MAX_FRAME_BYTES)
    this.output.on('data', (chunk: Uint8Array) => {
      if (!this.isRunning) return
      try {
        for (const frame of reader.push(chunk)) this.events?.onFrame(frame)
      } catch (error) {
        this.kill(`the sandbox process sent a broken message: ${(error as Error).message}`)
      }
    })
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr = (this.stderr + text).slice(0, MAX_STDERR_LENGTH)
    })
    // A write to a process that just died fails; its end is reported by `exit`.
    this.input.on('error', () => {})
    this.output.on('error', () => {})
    // Words of the system name places of this machine, which are nobody's business in a report.
    this.child.on('error', ({ code }: NodeJS.ErrnoException) =>
      this.end({
        kind: 'runner-cannot',
        message: `the sandbox process did not start (${code ?? 'unknown error'})`,
      }),
    )
    this.child.on('exit', (code, signal) => this.end(endOf(signal ?? code, this.stderr)))
  }

  private end(failure: Failure): void {
    if (!this.isRunning) return
    this.ending = failure
    this.releaseParent()
    this.events?.onEnd(failure)
  }
}

/** A heap that is full is the doing of the component, and so a verdict about it; any other end is the runner's. */
function endOf(how: string | number | null, stderr: string): Failure {
  const detail = /^FATAL ERROR: .*$/m.exec(stderr)?.[0]
  if (detail?.includes('heap out of memory') === true)
    return { kind: 'refused', message: `the component needs more than the ${HEAP_MEGABYTES} MB of a sandbox` }
  return {
    kind: 'runner-cannot',
    message: `the sandbox process ended (${how})${detail === undefined ? '' : `: ${detail}`}`,
  }
}

/** Flags of this Node version for a process that may read one file. The older name of the permission flag is Node 20's. */
function nodeFlags(file: string): string[] {
  const known = process.allowedNodeEnvironmentFlags
  const permission = ['--permission', '--experimental-permission'].find(flag => known.has(flag))
  return [
    `--stack-size=${STACK_KILOBYTES}`,
    `--max-old-space-size=${HEAP_MEGABYTES}`,
    ...missingEngineFlags(),
    ...(permission === undefined ? [] : [permission, `--allow-fs-read=${file}`]),
  ]
}
