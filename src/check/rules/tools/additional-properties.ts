import { formatKeyPath } from '../../../manifest/key-path.ts'
import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'
import { isSchemaObject, nodeLabel, schemaNodes } from './walk-schema.ts'

/** Without `additionalProperties`, JSON Schema allows every other property as well. @source host contract 1.7, 11.35 */
export const additionalProperties = defineRule({
  id: 'tools/additional-properties',
  severity: 'warning',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) =>
    schemaNodes(manifest)
      .filter(
        ({ schema }) =>
          schema.type === 'object' &&
          schema.additionalProperties === undefined &&
          isSchemaObject(schema.properties) &&
          Object.keys(schema.properties).length > 0,
      )
      .map(node => ({
        at: reading.locate(formatKeyPath(node.path), 'key'),
        data: { tool: node.tool, label: nodeLabel(node) },
        edits: reading.editor.addBeside(
          formatKeyPath([...node.path, 'type']),
          'additionalProperties',
          'false',
        ),
      })),
  advise: ({ tool, label }) => ({
    what: `In the tool ${quote(tool)}, ${quote(label)} does not say whether other properties are allowed.`,
    why: 'In JSON Schema that allows every other one: the model may send what the tool does not know, and the host does not check.',
    fix: 'Add additionalProperties = false, or = true where other properties are meant.',
  }),
})
