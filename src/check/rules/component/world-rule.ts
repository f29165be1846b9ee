import {
  inferWorld,
  matchWorld,
  type WorldMismatch,
  type WorldProblem,
} from '../../../component/match-world.ts'
import { WORLDS, type World } from '../../../contract/worlds.ts'
import type { Severity } from '../../../finding.ts'
import { type Advice, defineRule, type Rule, type RuleInputs } from '../../define-rule.ts'
import { builtForOther } from './built-for.ts'

/** A rule about one way in which a component differs from its world. */
export function worldRule(
  problem: WorldProblem,
  rule: {
    readonly id: string
    readonly severity: Severity
    readonly advise: (mismatch: WorldMismatch) => Advice
  },
): Rule {
  return defineRule({
    id: rule.id,
    severity: rule.severity,
    needs: ['plugin', 'component'],
    find: inputs => {
      const { plugin, component } = inputs
      const world = worldOf(inputs)
      if (component.format !== 'component' || component.refusal || world === null) return []
      // A component that was built for the other world has one problem, not one for each export.
      if (isAboutExports(problem) && builtForOther(plugin.manifest, component)) return []
      return matchWorld(component, world)
        .filter(mismatch => mismatch.problem === problem)
        .map(mismatch => ({ at: { file: plugin.componentPath ?? plugin.inputPath }, data: mismatch }))
    },
    advise: rule.advise,
  })
}

function isAboutExports(problem: WorldProblem): boolean {
  return problem.endsWith('-export') || problem === 'export-inside-instance'
}

/** The world of the manifest; for a bare .wasm file the one that its exports suggest. */
function worldOf({ plugin, component }: Pick<RuleInputs, 'plugin' | 'component'>): World | null {
  const declared = WORLDS.find(world => world === plugin.manifest?.runtime?.world)
  return declared ?? (plugin.inputKind === 'component' ? inferWorld(component) : null)
}
