import { defineTools, ToolError, writeText } from 'yoi-plugin/pdk'
import type { ToolInputs } from './generated/tools'
import { checkTitle, fileOf, listNotes, readNote } from './note-files'

/** What the fuel of one call is good for. */
const MAX_SEARCHED = 20

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
      const wanted = text.toLowerCase()
      if (wanted.trim().length < 2) throw new ToolError('invalid_input', 'text needs at least two characters')
      const { titles } = listNotes()
      const searched = titles.slice(0, MAX_SEARCHED)
      const found = searched.flatMap(title => {
        const line = findLine(readNote(title).text, wanted)
        return line === undefined ? [] : [{ title, line }]
      })
      const where =
        searched.length < titles.length ? `, in the first ${searched.length} of ${titles.length}` : ''
      return { summary: `${count(found.length)} with "${text}"${where}`, content: { found } }
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
  const at = note.toLowerCase().indexOf(wanted)
  if (at < 0) return undefined
  const end = note.indexOf('\n', at)
  return note.slice(note.lastIndexOf('\n', at) + 1, end < 0 ? note.length : end)
}

function count(notes: number): string {
  return notes === 1 ? '1 note' : `${notes} notes`
}
