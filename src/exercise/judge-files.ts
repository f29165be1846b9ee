import type { JsonValue } from '../manifest/manifest.ts'
import { escapeText } from '../quote.ts'
import { matchValue } from './match-value.ts'

/** What is under a path after a call: a file's text, or why there is none, which ends a sentence. */
export type FileAfterCall = { readonly text: string } | { readonly missing: string }

/** By their paths in the project. */
export type FilesAfterCall = ReadonlyMap<string, FileAfterCall>

/** @returns one line per difference; empty when every file is as expected */
export function judgeFiles(expected: Readonly<Record<string, JsonValue>>, files: FilesAfterCall): string[] {
  return Object.entries(expected).flatMap(([path, text]) =>
    judgeFile(text, files.get(path) ?? { missing: 'no folder is granted' }, `files["${escapeText(path)}"]`),
  )
}

function judgeFile(expected: JsonValue, found: FileAfterCall, place: string): string[] {
  if (expected === false)
    return 'text' in found ? [`${place}: expected no file, received "${escapeText(found.text, 160)}"`] : []
  return 'text' in found
    ? matchValue(expected, found.text, place)
    : [`${place}: expected a file, received none: ${found.missing}`]
}
