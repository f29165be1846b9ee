/** The functions that the build links into the engine; they do in WebAssembly what costs too much fuel in JavaScript. */
export interface Engine {
  /**
   * Writes the answer of the call: bounds, sanitises and escapes both texts.
   * @param isExact content is JSON and must not be cut
   * @returns false when exact content is too long
   */
  answer(summary: string, content: string | undefined, isExact: boolean): boolean
  /** The longest start of the text that is at most `maxBytes` long in UTF-8, with an ellipsis when something was cut. */
  cut(text: string, maxBytes: number): string
}

/** Name of the global that carries the functions while the plugin starts. */
const GLOBAL_NAME = 'yoi:engine'

/** Takes the functions out of the global object; undefined outside the engine, where plugins can be loaded but not called. */
export function takeEngine(): Engine | undefined {
  const globals: Record<string, unknown> = globalThis
  const engine = globals[GLOBAL_NAME] as Engine | undefined
  delete globals[GLOBAL_NAME]
  return engine
}
