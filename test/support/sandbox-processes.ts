import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { isAlive } from './is-alive.ts'

/** Waits until no sandbox that this process has started runs any more. Looks at nothing but on Linux. */
export async function expectNoSandbox(): Promise<void> {
  if (process.platform !== 'linux') return
  await expect.poll(sandboxProcesses, { timeout: 3_000, interval: 20 }).toEqual([])
}

function sandboxProcesses(): number[] {
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
