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
  /** Adds to the trace of the call, cut at 4,096 bytes; the last 16 KiB are kept. @param kind one of `TRACE` */
  log(kind: number, text: string): void
  /**
   * Calls a host function by its number in `host-function.ts`; there in a plugin that uses one. A refusal or failure of the host
   * ends the whole call: there is nothing to catch.
   * @returns the parsed answer, or the number of a problem in `host-problem.ts`; nothing was sent then
   */
  host(hostFunction: number, ...values: readonly unknown[]): unknown
}

/** Name of the global that carries the functions while the plugin starts. */
const GLOBAL_NAME = 'yoi:engine'

const engine = takeEngine()

/** Takes the functions out of the global object; undefined outside the engine, where plugins can be loaded but not called. */
function takeEngine(): Engine | undefined {
  const globals: Record<string, unknown> = globalThis
  const taken = globals[GLOBAL_NAME] as Engine | undefined
  delete globals[GLOBAL_NAME]
  return taken
}

/** @throws Error outside the engine */
export function runningEngine(): Engine {
  if (engine === undefined)
    throw new Error('tools run inside the engine: use yoi-plugin/testing to call them')
  return engine
}
