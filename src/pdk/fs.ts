import { runningEngine } from './engine.ts'
import { HOST_FUNCTION } from './host-function.ts'
import { type HostProblems, takeAnswer } from './host-problem.ts'

/** What `readText` gives. */
export interface FileText {
  /** The path as it was asked for, cut at 160 bytes and with words such as `token` blanked: for messages, not to read again. */
  readonly path: string
  /** The first 65,536 bytes of the file; what is no UTF-8 becomes U+FFFD. */
  readonly content: string
  /** Whether the file goes on. */
  readonly truncated: boolean
}

/** What `list` gives. */
export interface Folder {
  /** The path as it was asked for: see `FileText`. */
  readonly path: string
  /** At most 256, sorted by name; of a larger folder they are any 256. */
  readonly entries: readonly FolderEntry[]
  /** Whether the folder has more. */
  readonly truncated: boolean
}

export interface FolderEntry {
  readonly name: string
  readonly kind: 'file' | 'dir' | 'symlink' | 'other'
}

/** What `writeText` did. */
export interface WrittenFile {
  /** The path as it was asked for: see `FileText`. */
  readonly path: string
  readonly bytesWritten: number
}

/**
 * Reads a file below a folder that a grant names. The path is relative to it, at most 4,096 bytes long, separated by `/`, without
 * `..`; it crosses no symlink.
 *
 * plugin.toml must request `{ kind = "host_api", api = "fs" }`, and a grant must name the folder and allow `read`. What Yoi refuses,
 * and a file that is not there, ends the tool call: nothing can catch it, so list the folder first when in doubt. The
 * released host (`yoi-2026-08`) starts no plugin that calls a host API; `yoi-plugin run` and `test` do.
 * @throws TypeError for a path that Yoi would refuse whatever is granted
 */
function yoi$readText(path: string): FileText {
  return takeAnswer('readText', runningEngine().host(HOST_FUNCTION.read, path), PROBLEMS) as FileText
}

/**
 * Lists a folder: `.` is the granted one itself. The rules are those of `readText`; the grant must allow `list`.
 * @throws TypeError for a path that Yoi would refuse whatever is granted
 */
function yoi$list(path: string): Folder {
  return takeAnswer('list', runningEngine().host(HOST_FUNCTION.list, path), PROBLEMS) as Folder
}

/**
 * Writes a file, new or over the old one, in a folder that exists. The rules are those of `readText`; the grant must allow `write`,
 * and the tool should say `external_write = true`. Path and content together are at most 65,536 bytes long as JSON, in which
 * a line end takes two bytes: about 60,000 bytes of text.
 * @throws TypeError for a path that Yoi would refuse whatever is granted, and for too much content
 */
function yoi$writeText(path: string, content: string): WrittenFile {
  const answer = runningEngine().host(HOST_FUNCTION.write, path, content)
  const written = takeAnswer('writeText', answer, PROBLEMS) as { path: string; bytes_written: number }
  return { path: written.path, bytesWritten: written.bytes_written }
}

const PROBLEMS: HostProblems = {
  21: 'the path must be a string',
  22: 'the path is longer than 4,096 bytes',
  23: 'the path is empty',
  24: 'the path has a NUL',
  25: 'the path is absolute; it must be relative to a granted folder',
  26: 'the path has "..", which Yoi refuses even where it would stay inside',
  27: 'the path is that of the granted folder itself',
  28: 'the content must be a string',
  29: 'path and content are longer than 65,536 bytes as JSON',
}

export { yoi$list as list, yoi$readText as readText, yoi$writeText as writeText }
