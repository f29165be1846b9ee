// Written by `yoi-plugin build` from the input schemas in plugin.toml; edits are lost.

export interface ToolInputs {
  /** Counts the words of a text, in any language, and lists the most frequent ones. */
  word_frequency: {
    /** The text to count, at most a few thousand words. */
    text: string
    /** How many words to list; 5 when absent, 50 at most. */
    top?: number
  }
}
