import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { countOf } from '../check/reporters/count-findings.ts'
import { neutraliseText } from '../check/reporters/neutralise-text.ts'
import { placeInFolder } from '../check/reporters/place-in-input.ts'
import { unifiedDiff } from '../check/unified-diff.ts'
import { UserError } from '../errors.ts'
import type { CheckOptions } from '../exercise/check-path.io.ts'
import { type FileFix, planFixes } from '../exercise/plan-fixes.io.ts'
import { statPath } from '../package/stat-path.io.ts'
import { writeFileAtomically } from '../package/write-file.io.ts'
import { quote } from '../quote.ts'
import type { Terminal } from './terminal.ts'

type Options = Omit<CheckOptions, 'inputPath'>

/** A correction can make a file part of the package that was none before, and that file is read only then. */
const MAX_PASSES = 5

/**
 * Writes what has one right answer into the manifests and project files of all inputs, and says so on stderr.
 * @throws UserError `fix-needs-folder` before anything is written
 */
export async function fixProjects(
  paths: readonly string[],
  options: Options,
  terminal: Terminal,
): Promise<void> {
  for (const inputPath of paths) refuseFile(inputPath, terminal)
  for (const inputPath of paths) {
    const directory = resolve(terminal.cwd, inputPath)
    const counts = new Map<string, number>()
    for (let pass = 0; pass < MAX_PASSES; pass += 1) {
      const fixes = await planFixes(directory, { ...options, inputPath })
      if (fixes.length === 0) break
      for (const fix of fixes) {
        writeFix(directory, fix)
        counts.set(fix.file, (counts.get(fix.file) ?? 0) + fix.count)
      }
    }
    for (const [file, count] of counts)
      terminal.err(`fixed ${countOf(count, 'problem')} in ${placeInFolder(inputPath, file)}`)
  }
}

/** @returns the changes of all inputs as one unified diff; empty when there is nothing to do */
export async function diffProjects(
  paths: readonly string[],
  options: Options,
  terminal: Terminal,
): Promise<string> {
  for (const inputPath of paths) refuseFile(inputPath, terminal)
  const diffs: string[] = []
  for (const inputPath of paths) {
    const fixes = await planFixes(resolve(terminal.cwd, inputPath), { ...options, inputPath })
    for (const { file, before, after } of fixes)
      diffs.push(unifiedDiff(placeInFolder(inputPath, file), before, after))
  }
  return diffs.join('\n').split('\n').map(printableLine).join('\n')
}

/** A carriage return at the end of a line is part of the file, and harmless there. */
function printableLine(line: string): string {
  return line.endsWith('\r') ? `${neutraliseText(line.slice(0, -1))}\r` : neutraliseText(line)
}

function refuseFile(inputPath: string, { cwd }: Terminal): void {
  const stats = statPath(resolve(cwd, inputPath))
  if (stats === undefined || stats.isDirectory()) return
  throw new UserError(
    'fix-needs-folder',
    `${quote(inputPath)} is a file; --fix changes the files of a project.`,
    'Name the folder of the project.',
  )
}

/** Somebody may have saved the file in the meantime; their work is worth more than ours. */
export function writeFix(directory: string, { file, before, after }: FileFix): void {
  if (readFileSync(join(directory, file), 'utf8') !== before)
    throw new UserError(
      'changed-meanwhile',
      `${file} was changed while it was being corrected; it is left as it is.`,
      'Run the command again.',
    )
  writeFileAtomically(file, new TextEncoder().encode(after), { inside: directory })
}
