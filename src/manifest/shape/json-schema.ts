import type { JsonValue } from '../manifest.ts'
import type { Field, Fields, Shape, TableShape, TaggedShape } from './shape.ts'

type JsonObject = { readonly [key: string]: JsonValue }

/**
 * Writes a shape as a JSON Schema in the draft-04 subset that TOML language servers understand; every key is described.
 * It agrees with `checkShape` without leniency, and offers the `suggested` values as the only ones.
 */
export function toJsonSchema(shape: TableShape, title: string, description: string): JsonObject {
  return { $schema: 'http://json-schema.org/draft-04/schema#', title, description, ...schemaOf(shape) }
}

function schemaOf(shape: Shape): JsonObject {
  switch (shape.type) {
    case 'text':
      return { type: 'string', ...suggestions(shape.suggested) }
    case 'integer':
      return { type: 'integer', minimum: shape.min, maximum: shape.max, ...suggestions(shape.suggested) }
    case 'flag':
      return { type: 'boolean' }
    case 'anything':
      return {}
    case 'word':
      return { type: 'string', enum: shape.words }
    case 'list':
      return { type: 'array', items: schemaOf(shape.items) }
    case 'record':
      return { type: 'object', additionalProperties: schemaOf(shape.values) }
    case 'table':
      return tableSchema(shape.fields, {})
    case 'tagged':
      return taggedSchema(shape)
  }
}

function suggestions(values: readonly (string | number)[] | undefined): JsonObject {
  return values === undefined ? {} : { enum: values }
}

function tableSchema(fields: Fields, before: JsonObject): JsonObject {
  const required = [...Object.keys(before), ...Object.keys(fields).filter(key => fields[key]?.isRequired)]
  const properties = Object.entries(fields).map(([key, field]) => [key, fieldSchema(field)])
  return {
    type: 'object',
    properties: { ...before, ...Object.fromEntries(properties) },
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  }
}

function fieldSchema({ shape, description, absent, isRequired }: Field): JsonObject {
  const isScalar = typeof absent !== 'object'
  return { description, ...schemaOf(shape), ...(!isRequired && isScalar && { default: absent }) }
}

function taggedSchema({ tag, description, variants }: TaggedShape): JsonObject {
  return {
    type: 'object',
    oneOf: Object.entries(variants).map(([word, variant]) => ({
      description: variant.description,
      ...tableSchema(variant.fields, { [tag]: { description, type: 'string', enum: [word] } }),
    })),
  }
}
