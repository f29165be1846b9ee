import type { LoadedPlugin } from '../../../package/loaded-plugin.ts'
import { defineRule } from '../../define-rule.ts'

/**
 * The host refuses a component file over its size limit before it reads it. Silent where the package is refused for the
 * same file already. @source host contract 6.3
 */
export const componentTooLarge = defineRule({
  id: 'host/component-too-large',
  severity: 'error',
  needs: ['component', 'plugin', 'revision'],
  find: ({ component, plugin, revision }) =>
    component.byteLength <= revision.componentBytes || isRefusedFile(plugin)
      ? []
      : [
          {
            at: { file: plugin.componentPath ?? plugin.inputPath },
            data: { found: component.byteLength, limit: revision.componentBytes, revision: revision.id },
          },
        ],
  advise: ({ found, limit, revision }) => ({
    what: `The component has ${found} bytes; ${revision} takes at most ${limit}.`,
    why: 'The host refuses the file before it reads it.',
    fix: 'Build with the engine "quickjs" or in Rust, and drop what the plugin does not use.',
  }),
})

function isRefusedFile({ findings, componentPath }: LoadedPlugin): boolean {
  return findings.some(({ rule, at }) => rule === 'package/file-too-large' && at?.file === componentPath)
}
