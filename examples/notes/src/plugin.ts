import { defineTools, ToolError, writeText } from 'yoi-plugin/pdk'
import type { ToolInputs } from './generated/tools'
import { checkTitle, fileOf, listNotes, readNote } from './note-files'

/** Looking through a character costs about 100 fuel, and a call has 5,000,000. */
const MAX_SEARCHED_CHARACTERS = 30_000

export default defineTools<ToolInputs>({
  list_notes: {
    run() {
      const { titles, isCut } = listNotes()
      const more = isCut ? ', and more that the host does not list' : ''
      return { summary: `${count(titles.length)}${more}`, content: { titles } }
    },
  },

  read_note: {
    run({ title }) {
      checkTitle(title)
      const { titles } = listNotes()
      if (!titles.includes(title)) throw new ToolError('failed', `there is no note "${title}"`, { titles })
      const { text, isCut } = readNote(title)
      return { summary: isCut ? `${title} (its beginning)` : title, content: text }
    },
  },

  search_notes: {
    run({ text }) {
      if (text.trim().length < 2) throw new ToolError('invalid_input', 'text needs at least two characters')
      const found: { title: string; line: string }[] = []
      const incomplete: string[] = []
      let left = MAX_SEARCHED_CHARACTERS
      for (const title of listNotes().titles) {
        const note = left > 0 ? readNote(title) : { text: '', isCut: true }
        const line = findLine(note.text.slice(0, left), text)
        if (line !== undefined) found.push({ title, line })
        else if (note.isCut || note.text.length > left) incomplete.push(title)
        left -= note.text.length
      }
      const rest = incomplete.length === 0 ? '' : `; ${count(incomplete.length)} not searched to the end`
      return { summary: `${count(found.length)} with "${text}"${rest}`, content: { found, incomplete } }
    },
  },

  write_note: {
    run({ title, text, replace = false }) {
      checkTitle(title)
      const isThere = listNotes().titles.includes(title)
      if (isThere && !replace)
        throw new ToolError('failed', `there is a note "${title}" already; replace = true writes over it`)
      const { bytesWritten } = writeText(fileOf(title), text)
      return { summary: `${isThere ? 'Replaced' : 'Wrote'} ${title}, ${bytesWritten} bytes` }
    },
  },
})

function findLine(note: string, wanted: string): string | undefined {
  const at = note.indexOf(wanted)
  if (at < 0) return undefined
  const end = note.indexOf('\n', at)
  return note.slice(note.lastIndexOf('\n', at) + 1, end < 0 ? note.length : end)
}

function count(notes: number): string {
  return notes === 1 ? '1 note' : `${notes} notes`
}
