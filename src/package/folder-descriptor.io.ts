import { constants, existsSync, openSync } from 'node:fs'

/** Linux: a descriptor that only names a file. It opens what is there, a symlink too, without reading or following it. */
const O_PATH = 0o10_000_000

/** Whether names can be looked up in a folder that is open: Linux with /proc. */
export function hasFolderDescriptors(): boolean {
  return process.platform === 'linux' && existsSync('/proc/self/fd')
}

/** Opens whatever is at a path, which may be a symlink, only to know it and to look up names in it. @throws the system's error */
export function openWithoutFollowing(path: string): number {
  return openSync(path, O_PATH | constants.O_NOFOLLOW)
}

/** The path of `name` in the very folder that was opened, whatever became of its path since. */
export function pathInOpenFolder(descriptor: number, name: string): string {
  return `/proc/self/fd/${descriptor}/${name}`
}
