import { readFileSync } from 'node:fs'

/** A process that only waits for its exit code to be fetched is not alive: in a container nobody may fetch it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
