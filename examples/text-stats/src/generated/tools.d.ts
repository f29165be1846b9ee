// Written by `yoi-plugin build` from the input schemas in plugin.toml; edits are lost.

export interface ToolInputs {
  /** Counts the words, sentences and lines of a text, estimates the reading time, and lists its most frequent words. */
  text_stats: {
    /** The text to measure, at most a few thousand words. */
    text: string
    /** How many of the most frequent words to list; 3 when absent, 20 at most. */
    top?: number
  }
  /** Turns a title into a lower-case slug for a URL: letters and digits joined by single hyphens. */
  slugify: {
    /** The title, in any language; accents are removed, other letters are kept. */
    title: string
  }
}
