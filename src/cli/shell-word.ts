/** A path as one word of a POSIX shell, for a command line that is shown to be copied. */
export function shellWord(path: string): string {
  return /^[A-Za-z0-9_./+@%:-]+$/.test(path) && !path.startsWith('-')
    ? path
    : `'${path.replaceAll("'", "'\\''")}'`
}
