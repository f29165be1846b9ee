/** A path, or another word, as one word of a POSIX shell, for a command line that is shown to be copied. */
export function shellWord(path: string): string {
  return /^[A-Za-z0-9_./+@%:][A-Za-z0-9_./+@%:,=-]*$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
