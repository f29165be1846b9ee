import {
  inferWorld,
  matchWorld,
  type WorldMismatch,
  type WorldProblem,
} from '../../../component/match-world.ts'
import { TOOL_WORLD, WORLDS, type World } from '../../../contract/worlds.ts'
import type { Place, Severity } from '../../../finding.ts'
import { type Advice, defineRule, type Rule, type RuleInputs } from '../../define-rule.ts'
import { builtForOther } from './built-for.ts'

interface WorldRule<Data> {
  readonly id: string
  readonly severity: Severity
  readonly advise: (data: Data) => Advice
}

/** A rule about one way in which a component differs from its world: a finding for each import or export. */
export function worldRule(problem: WorldProblem, rule: WorldRule<WorldMismatch>): Rule {
  return defineRule({
    ...rule,
    needs: ['plugin', 'component'],
    find: inputs => mismatchesOf(problem, inputs).map(data => ({ at: placeOf(inputs), data })),
  })
}

/** The same for what has one cause however often it shows, such as the wrong compilation target: one finding for all. */
export function worldGroupRule(problem: WorldProblem, rule: WorldRule<readonly WorldMismatch[]>): Rule {
  return defineRule({
    ...rule,
    needs: ['plugin', 'component'],
    find: inputs => {
      const data = mismatchesOf(problem, inputs)
      return data.length === 0 ? [] : [{ at: placeOf(inputs), data }]
    },
  })
}

type Inputs = Pick<RuleInputs, 'plugin' | 'component'>

function placeOf({ plugin }: Inputs): Place {
  return { file: plugin.componentPath ?? plugin.inputPath }
}

function mismatchesOf(problem: WorldProblem, inputs: Inputs): WorldMismatch[] {
  const { plugin, component } = inputs
  const world = worldOf(inputs)
  if (component.format !== 'component' || component.refusal || world === null) return []
  // A component that was built for the other world has one problem, not one for each export.
  if (isAboutExports(problem) && builtForOther(plugin.manifest, component)) return []
  return matchWorld(component, world).filter(mismatch => mismatch.problem === problem)
}

function isAboutExports(problem: WorldProblem): boolean {
  return problem.endsWith('-export') || problem === 'export-inside-instance'
}

/** The world of the manifest; for a bare .wasm file the one that its exports suggest, or the simplest. */
function worldOf({ plugin, component }: Inputs): World | null {
  const declared = WORLDS.find(world => world === plugin.manifest?.runtime?.world)
  return declared ?? (plugin.inputKind === 'component' ? (inferWorld(component) ?? TOOL_WORLD) : null)
}
