/** A size for people, e.g. `598.2 KiB`. */
export function kibibytes(byteLength: number): string {
  return `${(byteLength / 1024).toFixed(1)} KiB`
}
