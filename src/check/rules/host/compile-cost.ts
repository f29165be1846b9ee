import { defineRule } from '../../define-rule.ts'

/**
 * In the tool world the host compiles the component for every call, on one thread and inside the wall time of the call.
 * How long that takes depends on the machine, so the rule compares bytes of code and never speaks of time measured here.
 * @source host contract 6.3, 6.4, 11.4, design 6
 */
export const compileCost = defineRule({
  id: 'host/compile-cost',
  severity: 'warning',
  needs: ['component', 'plugin', 'revision'],
  find: ({ component, plugin, revision }) => {
    const codeBytes = component.coreModules.reduce((sum, module) => sum + module.codeBytes, 0)
    if (component.format !== 'component' || codeBytes <= revision.compiledCodeBytes) return []
    // The one rule about size is enough for what the host refuses unread.
    if (component.byteLength > revision.componentBytes) return []
    const ratio = (codeBytes / revision.compiledCodeBytes).toFixed(1)
    return [
      {
        at: { file: plugin.componentPath ?? plugin.inputPath },
        data: { codeBytes, ratio, limit: revision.compiledCodeBytes, revision: revision.id },
      },
    ]
  },
  advise: ({ codeBytes, ratio, limit, revision }) => ({
    what: `The component has ${codeBytes} bytes of code, ${ratio} times what ${revision} can compile in a call (about ${limit}).`,
    why: 'The host compiles it for every tool call, on one thread and within the time of the call, so each call is likely to time out.',
    fix: 'Drop what the plugin does not use; build for size (Rust: opt-level = "s", lto = true), or use the engine "quickjs".',
  }),
})
