import { formatKeyPath } from '../../../manifest/key-path.ts'
import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'
import { isSchemaObject, nodeLabel, schemaNodes } from './walk-schema.ts'

/** An object without properties tells the model nothing about what to send. */
export const anyObject = defineRule({
  id: 'tools/any-object',
  severity: 'warning',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) =>
    schemaNodes(manifest)
      .filter(({ schema }) => {
        const { type, properties, additionalProperties } = schema
        const hasProperties = isSchemaObject(properties) && Object.keys(properties).length > 0
        const isRestricted = additionalProperties === false || isSchemaObject(additionalProperties)
        return type === 'object' && !hasProperties && !isRestricted && schema.enum === undefined
      })
      .map(node => ({
        at: reading.locate(formatKeyPath(node.path), 'key'),
        data: { tool: node.tool, label: nodeLabel(node) },
      })),
  advise: ({ tool, label }) => ({
    what: `In the tool ${quote(tool)}, ${quote(label)} is an object that may hold anything.`,
    why: 'The model sees no property to fill in and invents some; the host passes on whatever comes.',
    fix: 'Declare properties; write additionalProperties = false when there is nothing to send, or a schema for free keys.',
  }),
})
