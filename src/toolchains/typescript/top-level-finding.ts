import { mapPosition } from '../../component/map-position.ts'
import type { Finding, Place } from '../../finding.ts'
import { messageText } from './message-text.ts'
import { BUILD_LIMITS, BUNDLE_NAME, type SnapshotFailure } from './quickjs/snapshot-plugin.ts'

/** A failure with a cause in the code of the plugin. */
export type RunFailure = Extract<SnapshotFailure, { readonly cause: unknown }>

type StepLimits = Readonly<Record<'compileSteps' | 'topLevelSteps', number>>

/** A line of a stack: `    at name (plugin.js:12:5)`, or `name@plugin.js:12:5`. */
const FRAME = new RegExp(`\\(?${BUNDLE_NAME.replace('.', '\\.')}:(\\d+):(\\d+)\\)?`)

/**
 * Why compiling the bundle or running its top level failed, placed in the author's source.
 * @param limits steps that the engine was given
 */
export function topLevelFinding(
  { phase, cause }: RunFailure,
  sourceMap: string,
  entry: string,
  limits: StepLimits = BUILD_LIMITS,
): Finding {
  const start: Place = { file: entry, line: 1, column: 1 }
  if (cause.kind === 'thrown') {
    const at = placeOfStack(cause.stack, sourceMap) ?? start
    return phase === 'compile' ? notCompiled(cause.message, at) : thrown(cause.message, at)
  }
  return cause.kind === 'steps' ? outOfSteps(phase, limits, start) : broken(start)
}

function notCompiled(message: string, at: Place): Finding {
  return {
    rule: 'build/syntax',
    severity: 'error',
    message: `The QuickJS engine does not compile this: ${messageText(message)}.`,
    why: 'The component runs in QuickJS, whose JavaScript is that of ES2023.',
    fix: 'Write it with other means of the language.',
    at,
  }
}

function thrown(message: string, at: Place): Finding {
  return {
    rule: 'build/top-level-throws',
    severity: 'error',
    message: `The top level of the plugin throws: ${messageText(message)}.`,
    why: 'Top-level code runs once, at build time, without files, network, clock or memory beyond that of a call; its state is stored.',
    fix: 'Correct the code at this place, or move it into run().',
    at,
  }
}

function outOfSteps(phase: 'compile' | 'run', limits: StepLimits, at: Place): Finding {
  const [work, steps] =
    phase === 'compile'
      ? ['Compiling the plugin', limits.compileSteps]
      : ['The top level of the plugin', limits.topLevelSteps]
  return {
    rule: 'build/top-level-fuel',
    severity: 'error',
    message: `${work} did not end within ${steps.toLocaleString('en-US')} steps of the engine.`,
    why: 'The build is bounded by counted work and not by time, so that it ends, and ends the same way, on every machine.',
    fix:
      phase === 'compile'
        ? 'Make the bundle smaller.'
        : 'Look for an endless loop outside of run(), or compute less there.',
    at,
  }
}

function broken(at: Place): Finding {
  return {
    rule: 'build/top-level-throws',
    severity: 'error',
    message: 'The top level of the plugin breaks the engine: it overruns the stack or the memory.',
    why: 'Top-level code runs once, at build time, with the memory that a call has.',
    fix: 'Look for deep recursion or large values outside of run().',
    at,
  }
}

/** The first frame that lies in a file of the project. */
function placeOfStack(stack: string, sourceMap: string): Place | undefined {
  for (const line of stack.split('\n')) {
    const frame = FRAME.exec(line)
    const place = frame ? mapPosition(sourceMap, Number(frame[1]), Number(frame[2])) : undefined
    if (place) return place
  }
  return undefined
}
