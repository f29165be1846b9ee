import type { Finding } from '../finding.ts'
import type { ManifestProblem } from '../manifest/manifest-reading.ts'
import { quote } from '../quote.ts'
import { type BuildState, changedSinceBuild } from './build-record.ts'
import { warning } from './package-problem.ts'

const SHOWN_PATHS = 3

/** What the host reports as a path that is not in the package is, in a project folder, a build that has not been run. */
export function missingBuild(componentPath: string, { at, isHostFirst }: ManifestProblem): Finding {
  return {
    rule: 'build/missing',
    severity: 'error',
    message: `The component ${quote(componentPath)} does not exist.`,
    why: 'plugin.toml names it as runtime.component, and Yoi refuses a package without it.',
    fix: 'Run `yoi-plugin build`.',
    at,
    host: { kind: 'missing', phase: 'manifest' },
    ...(isHostFirst ? { isHostFirst } : {}),
  }
}

/** `check` warns, `pack` refuses. @source design 3 */
export function staleBuild(state: BuildState): Finding[] {
  const changed = changedSinceBuild(state)
  if (changed.length === 0) return []
  const shown = changed.slice(0, SHOWN_PATHS).map(quote).join(', ')
  const more = changed.length > SHOWN_PATHS ? ` and ${changed.length - SHOWN_PATHS} more` : ''
  return [
    warning('build/stale', {
      what: `Changed since the last build: ${shown}${more}.`,
      why: 'The component may do something else than its sources say.',
      fix: 'Run `yoi-plugin build`.',
      file: state.record.component.path,
    }),
  ]
}
