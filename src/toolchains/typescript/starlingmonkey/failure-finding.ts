import type { Finding } from '../../../finding.ts'
import { type RunFailure, topLevelFinding } from '../top-level-finding.ts'
import { INITIALIZE_LIMITS, type Initialized } from './initialized.ts'

/** What the engine prints before it gives up: the place, then name and message of the error. */
const UNCAUGHT = /^(?:\S+:\d+:\d+ (?:Error: )?|uncaught exception: )(.+)$/

/**
 * Why the top level of a plugin failed, placed in the author's source.
 * @param sourceMap of the module
 */
export function failureFinding(ran: Initialized, sourceMap: string, entry: string): Finding {
  const steps = { compileSteps: INITIALIZE_LIMITS.steps, topLevelSteps: INITIALIZE_LIMITS.steps }
  const cause = causeOf(ran)
  const finding = topLevelFinding({ phase: 'run', cause }, sourceMap, entry, steps)
  return cause.kind === 'thrown' && UNICODE_PATTERN.test(cause.message) ? { ...finding, ...ADVICE } : finding
}

/** What the engine says of `\p{...}`, which needs tables that it is built without. */
const UNICODE_PATTERN = /invalid (class )?property name in regular expression/

const ADVICE = {
  why: 'StarlingMonkey is built without the tables of Unicode: no \\p{...} in patterns, no normalize(), no Intl.',
  fix: 'Write the characters out, for example [a-zà-öø-ÿ], or set build.engine = "quickjs".',
}

function causeOf({ errors, missing, isOutOfSteps }: Initialized): RunFailure['cause'] {
  if (isOutOfSteps) return { kind: 'steps' }
  const stack = errors.join('\n')
  const uncaught = errors.map(line => UNCAUGHT.exec(line)?.[1]).find(text => text !== undefined)
  if (uncaught !== undefined) return { kind: 'thrown', message: uncaught, stack }
  if (missing !== null) return { kind: 'thrown', message: `there is no ${missing} at build time`, stack }
  return { kind: 'trap' }
}
