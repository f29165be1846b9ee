import type { PackageLimits } from '../contract/limits.ts'
import type { Finding } from '../finding.ts'
import { quote } from '../quote.ts'
import { archiveTooLarge, fileTooLarge } from './bounds-problem.ts'
import { refusal } from './package-problem.ts'
import { symbolicLink } from './path-problem.ts'
import type { FileProblem } from './read-file.io.ts'

/**
 * The finding for a file of a package folder that gave no bytes.
 * @param path inside the package
 * @source host contract 2.4
 */
export function explainFileProblem(path: string, problem: FileProblem, limits: PackageLimits): Finding {
  if (problem.kind === 'symlink') return symbolicLink(problem.folder ?? path)
  if (problem.kind === 'too-large') return fileTooLarge(path, problem.byteLength, limits)
  if (problem.kind === 'not-a-file') return notAFile(path, problem.what)
  return unreadable(path, problem.kind === 'missing' ? 'not found' : problem.reason)
}

/**
 * The finding for an archive that gave no bytes.
 * @param name of the archive file
 * @source host contract 2.2 step 1
 */
export function explainArchiveProblem(name: string, problem: FileProblem, limits: PackageLimits): Finding {
  if (problem.kind === 'too-large') return archiveTooLarge(problem.byteLength, limits)
  if (problem.kind !== 'not-a-file') return explainFileProblem(name, problem, limits)
  return refusal('malformed', 'package/not-a-file', {
    what: `${quote(name)} is ${problem.what}, not a file.`,
    why: 'Yoi reads a package from a regular file only.',
    fix: 'Name a .yoi-plugin file.',
    file: name,
  })
}

/** A folder, pipe, socket or device; the host's walk passes over it, so that the file is missing. */
function notAFile(path: string, what: string): Finding {
  return refusal(
    'missing',
    'package/not-a-file',
    {
      what: `${quote(path)} is ${what}, not a file.`,
      why: 'Yoi packs regular files only, so the package would lack it.',
      fix: `Put a file at ${quote(path)}.`,
      file: path,
    },
    'manifest',
  )
}

export function unreadable(path: string, reason: string): Finding {
  return refusal('io', 'package/unreadable', {
    what: `${quote(path)} cannot be read: ${reason}.`,
    why: 'What cannot be read cannot be checked or packed.',
    fix: 'Check that the file exists and that you may read it.',
    file: path,
  })
}
