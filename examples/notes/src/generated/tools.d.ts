// Written by `yoi-plugin build` from the input schemas in plugin.toml; edits are lost.

export interface ToolInputs {
  /** Lists the titles of all notes. */
  list_notes: Record<string, never>
  /** Reads one note. */
  read_note: {
    /** The title, as list_notes gives it. */
    title: string
  }
  /** Finds notes that hold a text exactly as it is written, with the first line that holds it. */
  search_notes: {
    /** The text to find, at least two characters. */
    text: string
  }
  /** Writes a note. A note of the same title is replaced only when that is asked for. */
  write_note: {
    /** The title: letters, digits, spaces, - and _, at most 80. */
    title: string
    /** The whole note. */
    text: string
    /** Whether a note of this title may be replaced; it may not when absent. */
    replace?: boolean
  }
}
