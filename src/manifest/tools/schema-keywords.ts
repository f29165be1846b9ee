/** The whole vocabulary of an `input_schema`. @source host contract 1.7 */
export const SCHEMA_KEYWORDS: readonly string[] = [
  'type',
  'title',
  'description',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'enum',
]

export const SCHEMA_TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'] as const
export type SchemaType = (typeof SCHEMA_TYPES)[number]

const DESCRIBE = 'Remove it, say the rule in `description`, and check it in the tool.'

/** Keywords of full JSON Schema that people and generators write, and what to write instead. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['$schema', 'Remove it.'],
  ['$id', 'Remove it.'],
  ['$ref', 'Write the referenced schema in its place.'],
  ['$defs', 'Write each definition where it is used, and remove it here.'],
  ['definitions', 'Write each definition where it is used, and remove it here.'],
  ['const', 'Write an `enum` with the one value.'],
  ['default', 'Remove it, name the default in `description`, and apply it in the tool.'],
  ['examples', 'Remove it, and give examples in `description`.'],
  ['oneOf', 'Describe one form, or make one tool of each.'],
  ['anyOf', 'Describe one form, or make one tool of each.'],
  ['allOf', 'Write the parts as one schema.'],
  ['prefixItems', 'Use one `items` schema, or an object with a property for each place.'],
  ['additional_properties', 'Write `additionalProperties`.'],
])

/** What to do about a keyword outside the vocabulary. */
export function adviseKeyword(key: string): string {
  return INSTEAD.get(key) ?? DESCRIBE
}
