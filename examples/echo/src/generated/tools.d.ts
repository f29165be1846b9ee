// Written by `yoi-plugin build` from the input schemas in plugin.toml; edits are lost.

export interface ToolInputs {
  /** Answers with the given text, unchanged. */
  example_echo: {
    /** The text to answer with. */
    text: string
  }
}
