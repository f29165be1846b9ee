import type { HostFunctions } from './call-host.ts'
import { makeEngine } from './make-engine.ts'
import { seedRandom } from './seed-random.ts'
import { writeAnswer } from './write-answer.ts'

/** What `defineTools` makes. */
interface Plugin {
  readonly kind: 'tools'
  /** JSON. */
  readonly toolNames: string
  dispatch(toolName: string, input: unknown, parseError: unknown): void
}

/** What the module prints for the build to read: the names of the tools as JSON, `null` where there is no plugin. */
const TOOLS_LINE = 'yoi-plugin:tools '

/**
 * Turns of the queue of promises after which one that has not settled never will. There are no timers and no events, so that only a
 * promise can be waited for; a million fuel goes into 800 turns.
 */
const MOST_TURNS = 300_000

const NEVER_SETTLED = 'the tool returned a promise that never settled'

/** Web APIs that need what a plugin has not: time, chance, the network. As in QuickJS they are absent. */
const ABSENT = [
  'clearInterval',
  'clearTimeout',
  'crypto',
  'fetch',
  'performance',
  'setInterval',
  'setTimeout',
]

let answer: string | null = null
let report: (plugin: Plugin | null) => void

/** Gives the SDK what QuickJS has as linked functions. Comes before the code of the plugin. */
export function start(hostFunctions: HostFunctions): void {
  const print = console.log
  const globals: Record<string, unknown> = globalThis
  globals['yoi:engine'] = makeEngine(hostFunctions, given => (answer = given))
  for (const name of ABSENT) delete globals[name]
  silence()
  report = plugin => print(`${TOOLS_LINE}${plugin?.toolNames ?? 'null'}`)
}

/** Standard output is no part of a component: what a plugin prints goes nowhere. */
function silence(): void {
  const methods = console as unknown as Record<string, unknown>
  for (const name of Object.keys(methods)) if (typeof methods[name] === 'function') methods[name] = () => {}
}

/** The export `call` of the component. @param exported the default export of the plugin, whatever it is */
export function serve(exported: unknown): (tool: string, input: string) => string | Promise<string> {
  const plugin = isPlugin(exported) ? exported : null
  report(plugin)
  return (tool, input) => {
    answer = null
    seedRandom(tool, input)
    dispatch(plugin!, tool, input)
    return answer ?? settled()
  }
}

async function settled(): Promise<string> {
  for (let turn = 0; turn < MOST_TURNS && answer === null; turn++) await null
  if (answer !== null) return answer
  const error = { code: 'failed', message: NEVER_SETTLED }
  return writeAnswer('tool error: failed', JSON.stringify({ error }), true)!
}

function dispatch(plugin: Plugin, tool: string, input: string): void {
  let value: unknown
  try {
    value = JSON.parse(input)
  } catch (error) {
    plugin.dispatch(tool, undefined, error)
    return
  }
  plugin.dispatch(tool, value, undefined)
}

function isPlugin(exported: unknown): exported is Plugin {
  const { kind, dispatch } = (exported ?? {}) as Partial<Plugin>
  return kind === 'tools' && typeof dispatch === 'function'
}
