import { quoteFirst } from '../../../quote.ts'
import { worldGroupRule } from './world-rule.ts'

const SHOWN = 4

/** Yoi has no WASI. An adapter brings in a dozen of its interfaces at once. @source host contract 6.2 */
export const wasiImport = worldGroupRule('wasi-import', {
  id: 'component/wasi-import',
  severity: 'error',
  advise: imports => ({
    what:
      `The component imports ${imports.length === 1 ? 'an interface' : `${imports.length} interfaces`} of WASI, which Yoi ` +
      `does not have: ${quoteFirst(
        imports.map(({ name }) => name),
        SHOWN,
      )}.`,
    why: 'The host refuses every import but its own three interfaces before it starts the component, so every call fails.',
    fix: 'Build with `yoi-plugin build`; by hand, compile for wasm32-unknown-unknown and link no WASI adapter.',
  }),
})
