import { compileCostOf } from '../../../component/compile-cost.ts'
import { inferWorld } from '../../../component/match-world.ts'
import { INSTANCE_WORLD } from '../../../contract/worlds.ts'
import { defineRule, type RuleInputs } from '../../define-rule.ts'

/**
 * In the tool world the host compiles the component for every call, on one thread and inside the wall time of the call; in
 * the instance world once, with no limit of time.
 * How long that takes depends on the machine, so the rule compares bytes of code and never speaks of time measured here.
 * @source host contract 6.3, 6.4, 8.1, 11.4, design 6
 */
export const compileCost = defineRule({
  id: 'host/compile-cost',
  severity: 'warning',
  needs: ['component', 'plugin', 'revision'],
  find: ({ component, plugin, revision }) => {
    const { codeBytes, largestThatFits: limit } = compileCostOf(component, revision)
    if (component.format !== 'component' || codeBytes <= limit || isCompiledOnce({ plugin, component }))
      return []
    // The one rule about size is enough for what the host refuses unread.
    if (component.byteLength > revision.componentBytes) return []
    const ratio = (codeBytes / limit).toFixed(1)
    return [
      {
        at: { file: plugin.componentPath ?? plugin.inputPath },
        data: { codeBytes, ratio, limit, revision: revision.id },
      },
    ]
  },
  advise: ({ codeBytes, ratio, limit, revision }) => ({
    what: `The component has ${codeBytes} bytes of code, ${ratio} times what ${revision} can compile in a call (about ${limit}).`,
    why: 'The host compiles it for every tool call, on one thread and within the time of the call, so each call is likely to time out.',
    fix: 'Drop what the plugin does not use; build for size (Rust: opt-level = "s", lto = true), or use the engine "quickjs".',
  }),
})

function isCompiledOnce({ plugin, component }: Pick<RuleInputs, 'plugin' | 'component'>): boolean {
  return (plugin.manifest?.runtime?.world ?? inferWorld(component)) === INSTANCE_WORLD
}
