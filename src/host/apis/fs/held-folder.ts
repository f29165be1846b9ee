/** A folder that is held: names in it are looked up in this very folder, whatever becomes of its path meanwhile. */
export interface HeldFolder {
  /** The path by which the operating system reaches `name` in the folder; `.` is the folder itself. */
  at(name: string): string
}

/** The root of a grant as it was when it was looked at. */
export interface CheckedRoot {
  /** Canonical. */
  readonly path: string
  readonly identity: FileIdentity
}

/** What tells one file of a machine from all others. */
export interface FileIdentity {
  readonly dev: bigint
  readonly ino: bigint
}

export function isSameFile(left: FileIdentity, right: FileIdentity): boolean {
  return left.dev === right.dev && left.ino === right.ino
}

/**
 * Walks from a root down to a folder, follows no symlink on the way, and lets `use` work in the folder while it is held.
 * @throws FsProblem when a name is missing, a symlink or no folder, or was replaced while it was walked through
 */
export type HoldFolder = <Result>(
  root: CheckedRoot,
  names: readonly string[],
  use: (folder: HeldFolder) => Result,
) => Result
