import type { Finding } from '../../../finding.ts'
import type { PluginCode } from '../compiled-plugin.ts'
import { type RunFailure, topLevelFinding } from '../top-level-finding.ts'
import { INITIALIZE_LIMITS, type Initialized, MODULE_NAME } from './initialized.ts'

/** A place in the module, as the engine writes it in messages and stacks. */
const POSITION = new RegExp(`\\b${MODULE_NAME.replace('.', '\\.')}:(\\d+):(\\d+)`, 'g')

/** What the engine prints before it gives up: the place, then name and message of the error. */
const UNCAUGHT = /^(?:\S+:\d+:\d+ (?:Error: )?|uncaught exception: )(.+)$/

/**
 * Why the top level of a plugin failed, placed in the author's source.
 * @param linesBefore lines of the module before the first one of the bundle
 */
export function failureFinding(ran: Initialized, linesBefore: number, code: PluginCode): Finding {
  const steps = { compileSteps: INITIALIZE_LIMITS.steps, topLevelSteps: INITIALIZE_LIMITS.steps }
  const cause = causeOf(ran, linesBefore)
  const finding = topLevelFinding({ phase: 'run', cause }, code.bundle.sourceMap, code.entry, steps)
  return cause.kind === 'thrown' && UNICODE_PATTERN.test(cause.message) ? { ...finding, ...ADVICE } : finding
}

/** What the engine says of `\p{...}`, which needs tables that it is built without. */
const UNICODE_PATTERN = /invalid (class )?property name in regular expression/

const ADVICE = {
  why: 'StarlingMonkey is built without the tables of Unicode: no \\p{...} in patterns, no normalize(), no Intl.',
  fix: 'Write the characters out, for example [a-zà-öø-ÿ], or set build.engine = "quickjs".',
}

function causeOf({ errors, missing, isOutOfSteps }: Initialized, linesBefore: number): RunFailure['cause'] {
  if (isOutOfSteps) return { kind: 'steps' }
  const inBundle = errors.map(line =>
    line.replace(
      POSITION,
      (_, row: string, column: string) => `${MODULE_NAME}:${Number(row) - linesBefore}:${column}`,
    ),
  )
  const stack = inBundle.filter(line => !line.includes(`${MODULE_NAME}:-`)).join('\n')
  const uncaught = inBundle.map(line => UNCAUGHT.exec(line)?.[1]).find(text => text !== undefined)
  if (uncaught !== undefined) return { kind: 'thrown', message: uncaught, stack }
  if (missing !== null) return { kind: 'thrown', message: `there is no ${missing} at build time`, stack }
  return { kind: 'trap' }
}
