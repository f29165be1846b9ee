import { lstatSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { UserError } from '../errors.ts'
import { makeFolders } from '../make-folders.io.ts'
import { quote } from '../quote.ts'
import type { TemplateFiles } from './catalogue.ts'

/**
 * Refuses a destination that is not a new or an empty folder. Writes nothing.
 * @param destination absolute path
 * @param typed the path as the user gave it, for the message
 * @throws UserError for a symlink, a file, a folder with anything in it, or a file among the parents
 * @source host contract 9.2
 */
export function refuseOccupied(destination: string, typed: string): void {
  const found = kindOf(destination)
  const fix = 'Name a folder that does not exist yet, e.g. `yoi-plugin new my-plugin`.'
  if (found === 'symlink')
    throw new UserError('destination-symlink', `${quote(typed)} is a symbolic link, not a folder.`, fix)
  if (found === 'file')
    throw new UserError('destination-not-folder', `${quote(typed)} is a file, or lies below one.`, fix)
  if (found === 'folder' && readdirSync(destination).length > 0)
    throw new UserError('destination-not-empty', `The folder ${quote(typed)} is not empty.`, fix)
}

/**
 * Writes the files of a project into a new or empty folder, never over anything. When a write fails, everything that was
 * written before it is removed again.
 * @param destination absolute path, already judged by `refuseOccupied`
 */
export function writeTemplate(destination: string, files: TemplateFiles): void {
  const created: string[] = []
  try {
    makeFolder(destination, created)
    for (const [path, text] of files) {
      const file = resolve(destination, path)
      makeFolder(dirname(file), created)
      writeFileSync(file, text, { flag: 'wx' })
      created.push(file)
    }
  } catch (error) {
    for (const path of created.reverse()) rmSync(path, { recursive: true, force: true })
    throw error
  }
}

/** Creates a folder with its parents and notes the topmost one that was missing. */
function makeFolder(folder: string, created: string[]): void {
  const first = makeFolders(folder)
  if (first !== undefined) created.push(first)
}

function kindOf(path: string): 'missing' | 'symlink' | 'file' | 'folder' {
  try {
    const stat = lstatSync(path)
    if (stat.isSymbolicLink()) return 'symlink'
    return stat.isDirectory() ? 'folder' : 'file'
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOTDIR' || code === 'ELOOP') return 'file'
    if (code === 'ENOENT') return 'missing'
    throw error
  }
}
