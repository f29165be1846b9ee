import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'

/** The retired raw ABI, recognised in the bytes to be refused with the way to migrate. @source host contract 7.6, 1.5 (4a) */
export const rawAbi = defineRule({
  id: 'legacy/raw-abi',
  severity: 'error',
  needs: ['plugin', 'component'],
  find: ({ plugin, component }) =>
    component.format === 'core-module' && component.legacySigns.length > 0
      ? [{ at: { file: plugin.componentPath ?? plugin.inputPath }, data: { signs: component.legacySigns } }]
      : [],
  advise: ({ signs }) => ({
    what: `The file is a core module for the retired raw ABI: it has ${signs.map(quote).join(', ')}.`,
    why: 'The host runs components only; the raw ABI (kind = "wasm", yoi_tool_call) was removed.',
    fix: 'Set runtime.kind = "wasm-component" and runtime.world = "yoi:plugin/tool@1.0.0", and rebuild with yoi-plugin build.',
  }),
})
