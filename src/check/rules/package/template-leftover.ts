import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'

/** What the templates of this tool and of the host say about themselves. @source host contract 10.4 */
const TEMPLATE_NAME = 'Example'
const TEMPLATE_DESCRIPTION = 'Answers with the text that it is given.'
const HOST_TEMPLATE_IDS = ['example.rust_component_tool', 'example.rust_service_plugin']

/** A plugin that still carries the name of a template is taken for one. */
export const templateLeftover = defineRule({
  id: 'package/template-leftover',
  severity: 'warning',
  needs: ['manifest', 'reading', 'plugin'],
  find: ({ manifest, reading, plugin }) => {
    const { id, name, description } = manifest
    const isTemplateNamed = name === TEMPLATE_NAME
    const left = [
      ...(HOST_TEMPLATE_IDS.includes(id) || (isTemplateNamed && id.startsWith('example.'))
        ? [{ key: 'id', text: id }]
        : []),
      ...(isTemplateNamed ? [{ key: 'name', text: name }] : []),
      ...(isTemplateNamed && description === TEMPLATE_DESCRIPTION
        ? [{ key: 'description', text: description }]
        : []),
    ]
    return [
      ...left.map(data => ({ at: reading.locate(data.key), data })),
      ...(isTemplateNamed ? [] : templateHeadings(plugin.files)),
    ]
  },
  advise: ({ key, text }) => ({
    what: `The ${key} is still that of the template: ${quote(text)}.`,
    why: 'Whoever lists or enables plugins cannot tell it from others made of the same template.',
    fix: `Write the plugin's own ${key}.`,
  }),
})

/** The heading of a README that was not changed although the plugin has a name of its own. */
function templateHeadings(files: ReadonlyMap<string, Uint8Array>) {
  return [...files]
    .filter(([path]) => /^readme(?:\.md)?$/i.test(path))
    .flatMap(([path, bytes]) => {
      const [heading = ''] = Buffer.from(bytes.subarray(0, 256)).toString('utf8').split(/\r?\n/)
      return heading === `# ${TEMPLATE_NAME}`
        ? [{ at: { file: path, line: 1 }, data: { key: 'heading', text: heading } }]
        : []
    })
}
