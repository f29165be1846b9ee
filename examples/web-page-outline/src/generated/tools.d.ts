// Written by `yoi-plugin build` from the input schemas in plugin.toml; edits are lost.

export interface ToolInputs {
  /** Lists the headings of a page of the Python documentation, to decide what to read. */
  outline_page: {
    /** The page, as its path below https://docs.python.org/3/, for example tutorial/interpreter.html. */
    page: string
    /** Headings down to which level, 1 to 6; 3 when absent. */
    depth?: number
  }
}
