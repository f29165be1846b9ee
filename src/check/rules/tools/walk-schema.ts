import type { KeyPath } from '../../../manifest/key-path.ts'
import type { JsonValue, Manifest } from '../../../manifest/manifest.ts'

export type SchemaObject = { readonly [key: string]: JsonValue }

/** One node of a tool's `input_schema`, with its place in `plugin.toml`. */
export interface SchemaNode {
  readonly tool: string
  readonly path: KeyPath
  readonly schema: SchemaObject
  /** Set when the node is a property. */
  readonly property: string | null
}

/** Every node of every tool's schema, parents first; what is no table is left to the rules about the schema's form. */
export function schemaNodes({ tools }: Pick<Manifest, 'tools'>): SchemaNode[] {
  return tools.flatMap(({ name, input_schema }, index) =>
    collect(name, ['tools', index, 'input_schema'], input_schema, null),
  )
}

/** The node as the author would call it: the schema itself, or the property. */
export function nodeLabel({ property }: SchemaNode): string {
  return property === null ? 'input_schema' : property
}

function collect(tool: string, path: KeyPath, schema: JsonValue, property: string | null): SchemaNode[] {
  if (!isSchemaObject(schema)) return []
  const { properties, items, additionalProperties } = schema
  const children = isSchemaObject(properties) ? Object.entries(properties) : []
  return [
    { tool, path, schema, property },
    ...children.flatMap(([name, child]) => collect(tool, [...path, 'properties', name], child, name)),
    ...collect(tool, [...path, 'items'], items ?? null, null),
    ...collect(tool, [...path, 'additionalProperties'], additionalProperties ?? null, null),
  ]
}

export function isSchemaObject(value: JsonValue | undefined): value is SchemaObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
