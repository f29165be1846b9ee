/**
 * Checks a path of a package: an archive entry, `runtime.component` or a hook's `file`. Paths are taken as they are, never rewritten.
 * @returns why the host refuses the path, or undefined when it accepts it
 * @source host contract 1.4
 */
export function checkPackagePath(path: string): string | undefined {
  if (path === '') return 'it is empty'
  if (path.includes('\0')) return 'it contains NUL'
  if (path.includes('\\')) return 'it contains a backslash'
  if (path.startsWith('/')) return 'it starts with `/`'
  if (path.startsWith('~')) return 'it starts with `~`'
  if (/^[A-Za-z]:/.test(path)) return 'it starts with a drive letter'
  const segments = path.split('/')
  if (segments.includes('')) return 'it has an empty part'
  if (segments.includes('.') || segments.includes('..')) return 'it has a `.` or `..` part'
  return undefined
}
