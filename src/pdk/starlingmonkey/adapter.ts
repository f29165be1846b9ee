import { EVENT } from '../dispatch.ts'
import type { HostFunctions } from './call-host.ts'
import { checkInput, type InputPlan } from './check-input.ts'
import { makeEngine } from './make-engine.ts'
import { seedRandom } from './seed-random.ts'
import { clearTrace } from './trace-ring.ts'

/** What `defineTools` makes. */
interface Plugin {
  readonly kind: 'tools'
  /** JSON. */
  readonly toolNames: string
  /** A tool and its context for each name. */
  readonly entries: readonly unknown[]
  dispatch(event: number, value: unknown, run: undefined): void
}

/** What the module prints for the build to read: the names of the tools as JSON, `null` where there is no plugin. */
const TOOLS_LINE = 'yoi-plugin:tools '

/**
 * Turns of the queue of promises after which one that has not settled never will. There are no timers and no events, so that only a
 * promise can be waited for; a million fuel goes into 590 turns.
 */
const MOST_TURNS = 300_000

/** Web APIs that need what a plugin has not: time, chance, the network, an output. As in QuickJS they are absent; the SDK has a console. */
const ABSENT = [
  'clearInterval',
  'clearTimeout',
  'console',
  'crypto',
  'fetch',
  'performance',
  'setInterval',
  'setTimeout',
]

let answer: string | null = null
let report: (plugin: Plugin | null) => void

let plans: Readonly<Record<string, InputPlan | null>> = {}

/**
 * Gives the SDK what QuickJS has as linked functions. Comes before the code of the plugin.
 * @param inputPlans what the input of each tool must be, by its name
 */
export function start(
  hostFunctions: HostFunctions,
  inputPlans: Readonly<Record<string, InputPlan | null>>,
): void {
  plans = inputPlans
  const print = console.log
  const globals: Record<string, unknown> = globalThis
  globals['yoi:engine'] = makeEngine(hostFunctions, given => (answer = given))
  for (const name of ABSENT) delete globals[name]
  report = plugin => print(`${TOOLS_LINE}${plugin?.toolNames ?? 'null'}`)
}

/** The export `call` of the component. @param exported the default export of the plugin, whatever it is */
export function serve(exported: unknown): (tool: string, input: string) => string | Promise<string> {
  const plugin = isPlugin(exported) ? exported : null
  report(plugin)
  clearTrace()
  if (plugin === null) return () => ''
  const names: readonly string[] = JSON.parse(plugin.toolNames)
  return (tool, input) => {
    answer = null
    seedRandom(tool, input)
    const index = names.indexOf(tool)
    if (index < 0) plugin.dispatch(EVENT.noTool, tool, undefined)
    else plugin.dispatch(...runTool(plugin, index, { tool, input }), undefined)
    return answer ?? settled(plugin)
  }
}

/** What there is to dispatch. */
function runTool(
  { entries }: Plugin,
  index: number,
  call: { readonly tool: string; readonly input: string },
): [event: number, value: unknown] {
  let input: unknown
  try {
    input = JSON.parse(call.input)
  } catch (error) {
    return [EVENT.noJson, error]
  }
  const problem = Object.hasOwn(plans, call.tool) ? checkInput(input, plans[call.tool]!) : null
  if (problem !== null) return [EVENT.noFit, problem]
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return [EVENT.noObject, undefined]
  try {
    const tool = entries[2 * index] as { run(input: unknown, context: unknown): unknown }
    return [EVENT.returned, tool.run(input, entries[2 * index + 1])]
  } catch (error) {
    return [EVENT.thrown, error]
  }
}

async function settled(plugin: Plugin): Promise<string> {
  for (let turn = 0; turn < MOST_TURNS && answer === null; turn++) await null
  if (answer === null) plugin.dispatch(EVENT.noAnswer, undefined, undefined)
  return answer!
}

function isPlugin(exported: unknown): exported is Plugin {
  const { kind, dispatch } = (exported ?? {}) as Partial<Plugin>
  return kind === 'tools' && typeof dispatch === 'function'
}
