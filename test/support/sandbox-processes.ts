import { readdirSync, readFileSync } from 'node:fs'
import { isAlive } from './is-alive.ts'

/** Process ids of the sandboxes that this process has started and that still run. Linux only. */
export function sandboxProcesses(): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter(pid => pid > 0 && isAlive(pid) && isOwnSandbox(pid))
}

function isOwnSandbox(pid: number): boolean {
  try {
    const parent = /\) \S (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]
    return (
      Number(parent) === process.pid &&
      readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('sandbox-child.cjs')
    )
  } catch {
    // It ended while it was looked at.
    return false
  }
}
