import type { ArtifactFormat } from '../../../component/component-facts.ts'
import { defineRule } from '../../define-rule.ts'

const FOUND: Readonly<Record<Exclude<ArtifactFormat, 'component'>, string>> = {
  'core-module': 'a core WebAssembly module, not a component',
  placeholder: 'the placeholder text of the template of the host',
  text: 'a text file',
  unknown: 'neither a component nor anything else that is known',
}

/** The host compiles the file as a component and takes nothing else; text is not accepted. @source host contract 6.3 */
export const notAComponent = defineRule({
  id: 'component/not-a-component',
  severity: 'error',
  needs: ['plugin', 'component'],
  find: ({ plugin, component }) => {
    if (component.format === 'component' || component.legacySigns.length > 0) return []
    const file = plugin.componentPath ?? plugin.inputPath
    return [{ at: { file }, data: { file, found: FOUND[component.format], bytes: component.byteLength } }]
  },
  advise: ({ found, bytes }) => ({
    what: `The component file is ${found} (${bytes} bytes).`,
    why: 'The host compiles it as a WebAssembly component on every call, so every call fails.',
    fix: 'Run `yoi-plugin build`.',
  }),
})
