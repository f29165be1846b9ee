import { runningEngine } from './engine.ts'
import { inspect } from './inspect.ts'
import { TRACE } from './trace.ts'

/** What of `console` makes sense without a terminal. */
interface Console {
  debug(...values: readonly unknown[]): void
  log(...values: readonly unknown[]): void
  info(...values: readonly unknown[]): void
  warn(...values: readonly unknown[]): void
  error(...values: readonly unknown[]): void
  trace(...values: readonly unknown[]): void
  dir(value?: unknown): void
  assert(condition?: unknown, ...values: readonly unknown[]): void
  count(label?: string): void
  countReset(label?: string): void
  group(...values: readonly unknown[]): void
  groupCollapsed(...values: readonly unknown[]): void
  groupEnd(): void
  table(value?: unknown): void
  time(label?: string): void
  timeLog(label?: string, ...values: readonly unknown[]): void
  timeEnd(label?: string): void
}

let depth = 0
const counts = new Map<string, number>()

function print(kind: number, values: readonly unknown[]): void {
  const text = values.length === 1 ? show(values[0]) : format(values)
  runningEngine().log(kind, depth === 0 ? text : text.replace(/^/gm, '  '.repeat(depth)))
}

/** `%s`, `%d`, `%i`, `%f`, `%j`, `%o`, `%O` and `%c` in a text that comes first stand for the values behind it. */
function format(values: readonly unknown[]): string {
  const [first, ...others] = values
  if (typeof first !== 'string') return values.map(value => show(value)).join(' ')
  if (!first.includes('%')) return [first, ...others.map(value => show(value))].join(' ')
  const text = first.replace(/%[sdifjoOc%]/g, mark => {
    if (mark === '%%') return '%'
    return others.length === 0 ? mark : replaced(mark, others.shift())
  })
  return [text, ...others.map(value => show(value))].join(' ')
}

function replaced(mark: string, value: unknown): string {
  if (mark === '%c') return ''
  if (mark === '%s') return show(value)
  if (mark === '%j') return JSON.stringify(value) ?? 'undefined'
  if (mark === '%o' || mark === '%O') return inspect(value)
  const number = typeof value === 'bigint' || typeof value === 'symbol' ? Number.NaN : Number(value)
  return typeof value === 'bigint' ? `${value}n` : String(mark === '%i' ? Math.trunc(number) : number)
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value)
}

function group(...values: readonly unknown[]): void {
  if (values.length > 0) print(TRACE.log, values)
  depth++
}

/** The clock stands still. */
function timer(label = 'default', ...values: readonly unknown[]): void {
  print(TRACE.log, [`${label}: 0ms`, ...values])
}

/** Takes the place of `console` in a bundle that uses it. */
export const yoi$console: Console = {
  debug: (...values) => print(TRACE.debug, values),
  log: (...values) => print(TRACE.log, values),
  info: (...values) => print(TRACE.info, values),
  warn: (...values) => print(TRACE.warn, values),
  error: (...values) => print(TRACE.error, values),
  trace: (...values) => print(TRACE.error, ['Trace:', ...values]),
  dir: value => print(TRACE.log, [inspect(value)]),
  assert(condition, ...values) {
    if (!condition) print(TRACE.error, ['Assertion failed', ...values])
  },
  count(label = 'default') {
    counts.set(label, (counts.get(label) ?? 0) + 1)
    print(TRACE.log, [`${label}: ${counts.get(label)}`])
  },
  countReset(label = 'default') {
    counts.delete(label)
  },
  group,
  groupCollapsed: group,
  groupEnd() {
    if (depth > 0) depth--
  },
  table: value => print(TRACE.log, [inspect(value)]),
  time() {},
  timeLog: timer,
  timeEnd: timer,
}
