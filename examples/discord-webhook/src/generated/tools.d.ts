// Written by `yoi-plugin build` from the input schemas in plugin.toml; edits are lost.

export interface ToolInputs {
  /** Posts a message to the Discord channel of the user. It mentions nobody, whatever it says. */
  post_message: {
    /** The message, in Discord's Markdown: 1 to 2,000 characters. */
    text: string
    /** Under which name to post, 1 to 80 characters; that of the webhook when absent. */
    name?: string
  }
}
