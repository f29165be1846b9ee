import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'

/** A package without a runtime is valid, and does nothing. @source host contract 9.3, 11.61 */
export const noRuntime = defineRule({
  id: 'component/no-runtime',
  severity: 'error',
  needs: ['manifest'],
  host: { kind: 'malformed', phase: 'resolution' },
  find: ({ manifest }) =>
    manifest.runtime === null ? [{ at: { file: 'plugin.toml' }, data: { id: manifest.id } }] : [],
  advise: ({ id }) => ({
    what: `The plugin ${quote(id)} has no [runtime] table.`,
    why: 'The host has no component to run: hooks are declared and never run, tools and services cannot be.',
    fix: 'Add [runtime] with kind = "wasm-component", world = "yoi:plugin/tool@1.0.0" and component = "plugin.component.wasm".',
  }),
})
