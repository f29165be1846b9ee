import { realpathSync } from 'node:fs'

/** Part of util-linux, so of most Linux systems. A link of that name to another program knows no such option. */
const SETPRIV = '/usr/bin/setpriv'

/**
 * Wraps a command so that the kernel kills its process when the one that started it dies, however that dies. Without the
 * wrapper, which only Linux has, a guest that is in the middle of a call runs on until its fuel ends.
 * @returns command and arguments to start
 */
export function dieWithParent(command: string, args: readonly string[]): [string, string[]] {
  return hasSetpriv() ? [SETPRIV, ['--pdeathsig', 'KILL', command, ...args]] : [command, [...args]]
}

function hasSetpriv(): boolean {
  if (process.platform !== 'linux') return false
  try {
    return realpathSync(SETPRIV).endsWith('/setpriv')
  } catch {
    return false
  }
}
