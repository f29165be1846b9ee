import { quote } from '../../../quote.ts'
import { worldRule } from './world-rule.ts'

/** Yoi has no WASI. @source host contract 6.2 */
export const wasiImport = worldRule('wasi-import', {
  id: 'component/wasi-import',
  severity: 'error',
  advise: ({ name }) => ({
    what: `The component imports ${quote(name)}; Yoi has no WASI.`,
    why: 'The host refuses every import but its own three interfaces, before the plugin starts.',
    fix: 'Build for wasm32-unknown-unknown without an adapter (Rust), or with yoi-plugin build (TypeScript).',
  }),
})
