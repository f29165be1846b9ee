import { realpathSync } from 'node:fs'

/** Part of util-linux, so of most Linux systems. A link of that name to another program knows no such option. */
const SETPRIV = '/usr/bin/setpriv'

/**
 * Wraps a command so that the kernel kills its process when the one that started it dies, however that dies.
 * @returns command and arguments to start; null where there is no such wrapper: `watchParent` does it there
 */
export function dieWithParent(command: string, args: readonly string[]): [string, string[]] | null {
  return hasSetpriv() ? [SETPRIV, ['--pdeathsig', 'KILL', command, ...args]] : null
}

function hasSetpriv(): boolean {
  if (process.platform !== 'linux') return false
  try {
    return realpathSync(SETPRIV).endsWith('/setpriv')
  } catch {
    return false
  }
}
