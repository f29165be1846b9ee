import { spawn } from 'node:child_process'

/** Waits for the end of its input, which comes when this process ends, however that ends; then kills the process that it is told. */
const SCRIPT = 'read -r _; kill -9 "$0"'

/**
 * Has a process killed when this one dies, by a small shell beside it: for systems where the kernel is not asked to, see
 * `dieWithParent`. Does nothing on Windows, which has no such shell.
 * @param pid of the process to kill
 * @returns ends the watch, without killing
 */
export function watchParent(pid: number): () => void {
  if (process.platform === 'win32') return () => {}
  const watcher = spawn('/bin/sh', ['-c', SCRIPT, String(pid)], {
    cwd: '/',
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
    // A signal to the group of this process, such as Ctrl+C, must not end the watch before this process.
    detached: true,
  })
  watcher.on('error', () => {})
  watcher.stdin.on('error', () => {})
  watcher.unref()
  ;(watcher.stdin as unknown as { unref(): void }).unref()
  return () => {
    watcher.kill('SIGKILL')
  }
}
