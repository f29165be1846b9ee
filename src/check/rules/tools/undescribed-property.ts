import { formatKeyPath } from '../../../manifest/key-path.ts'
import type { JsonValue } from '../../../manifest/manifest.ts'
import { isBlank } from '../../../manifest/names.ts'
import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'
import { schemaNodes } from './walk-schema.ts'

/** A property with a name and a type only leaves unit, format and default to the model's imagination. */
export const undescribedProperty = defineRule({
  id: 'tools/undescribed-property',
  severity: 'note',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) =>
    schemaNodes(manifest).flatMap(({ tool, path, schema, property }) =>
      property === null || hasText(schema.description) || hasText(schema.title)
        ? []
        : [{ at: reading.locate(formatKeyPath(path), 'key'), data: { tool, property } }],
    ),
  advise: ({ tool, property }) => ({
    what: `In the tool ${quote(tool)}, the property ${quote(property)} has no description.`,
    why: 'The model sees its name and type only, and has to guess the unit, the format and what it may leave out.',
    fix: 'Add description = "..." with the meaning, the unit or format, and the default.',
  }),
})

function hasText(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && !isBlank(value)
}
