import { list, readText, ToolError } from 'yoi-plugin/pdk'

const EXTENSION = '.md'
const TITLE = /^[\p{L}\p{N}][\p{L}\p{N} _-]{0,79}$/u

/** The notes of the granted folder. */
export interface NoteList {
  readonly titles: readonly string[]
  /** Whether the folder holds more than the host lists. */
  readonly isCut: boolean
}

export function listNotes(): NoteList {
  const { entries, truncated } = list('.')
  const files = entries.filter(({ name, kind }) => kind === 'file' && name.endsWith(EXTENSION))
  return { titles: files.map(({ name }) => name.slice(0, -EXTENSION.length)), isCut: truncated }
}

/** A title comes from the model: it must name no other folder, and nothing that is hidden. */
export function checkTitle(title: string): void {
  if (TITLE.test(title)) return
  throw new ToolError(
    'invalid_input',
    'a title begins with a letter or digit and has at most 80 letters, digits, spaces, - and _',
  )
}

export function fileOf(title: string): string {
  return title + EXTENSION
}

/** The note must be there: reading a file that is not ends the call, and nothing catches it. */
export function readNote(title: string): { readonly text: string; readonly isCut: boolean } {
  const { content, truncated } = readText(fileOf(title))
  return { text: content, isCut: truncated }
}
