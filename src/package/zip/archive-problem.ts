import type { Finding } from '../../finding.ts'
import { quote } from '../../quote.ts'
import { refusal } from '../package-problem.ts'
import { unsafePath } from '../path-problem.ts'

export const REPACK = 'Make the package again with `yoi-plugin pack`.'

/** The refusal for everything in an archive that contradicts itself or is cut off. */
export function damaged(what: string): Finding {
  return refusal('malformed', 'package/malformed-archive', {
    what,
    why: 'Yoi refuses an archive whose records do not fit together.',
    fix: REPACK,
  })
}

export function notAnArchive(byteLength: number): Finding {
  return refusal('malformed', 'package/not-an-archive', {
    what: `The file (${byteLength} bytes) has no end-of-archive record, so it is not a .yoi-plugin archive.`,
    why: 'Yoi reads a package as a zip file of stored entries and refuses anything else.',
    fix: 'Make the package with `yoi-plugin pack`; if this is one, download or copy it again.',
  })
}

export function unsafeEntryName(path: string): Finding {
  if (!path.endsWith('/')) return { ...unsafePath(path), fix: REPACK }
  return refusal('traversal', 'package/unsafe-path', {
    what: `The archive has an entry for the folder ${quote(path)}.`,
    why: 'Yoi refuses folder entries, which ordinary zip tools add; only files may be listed.',
    fix: 'Make the package with `yoi-plugin pack`, or with `zip -0 -D`.',
  })
}

export function encryptedEntry(path: string): Finding {
  return refusal('malformed', 'package/encrypted-entry', {
    what: `${quote(path)} is encrypted.`,
    why: 'Yoi has no password to read it with and refuses the package.',
    fix: REPACK,
  })
}

export function compressedEntry(path: string, method: number): Finding {
  return refusal('api', 'package/compressed-entry', {
    what: `${quote(path)} is compressed (zip method ${method}).`,
    why: 'Yoi reads stored entries only (method 0).',
    fix: 'Make the package with `yoi-plugin pack`, or with `zip -0 -D`.',
  })
}

export function duplicatePath(path: string): Finding {
  return refusal('duplicate', 'package/duplicate-path', {
    what: `The archive has two entries for ${quote(path)}.`,
    why: 'Yoi cannot know which of them is meant and refuses the package.',
    fix: REPACK,
  })
}
