/** What a tool answers. */
export interface ToolOutput {
  /** One line for the model and the user; cut at 1,024 bytes. */
  readonly summary: string
  /** Text as it is, cut at 60,416 bytes, or any JSON value, which must fit into them. */
  readonly content?: string | number | boolean | object | null | undefined
}

/** What a tool knows about its call. */
export interface ToolContext {
  /** The name under which the tool was called. */
  readonly toolName: string
}

/** One tool: what plugin.toml declares with `[[tools]]`. */
export interface Tool<Input> {
  /**
   * Answers one call. Nothing is kept between calls: every call starts from the state that the top level of the plugin left.
   * @param input the arguments of the model: a JSON object. Yoi shows `input_schema` to the model and does not enforce it.
   */
  run(input: Input, context: ToolContext): ToolOutput | Promise<ToolOutput>
}

/** A tool by each name; `Inputs` maps the names to the types of their inputs. */
export type Tools<Inputs> = { readonly [Name in keyof Inputs]: Tool<Inputs[Name]> }

/** What `defineTools` returns and a plugin exports as its default. */
export interface ToolPlugin {
  readonly kind: 'tools'
}
