import type { JsonValue } from './manifest.ts'
import { PROJECT_SHAPE } from './project/project-shape.ts'
import { toJsonSchema } from './shape/json-schema.ts'
import { MANIFEST_SHAPE } from './shape/manifest-shape.ts'

/** The JSON Schemas that ship in the package's `schema/` folder, by file name. */
export function jsonSchemas(): ReadonlyMap<string, JsonValue> {
  return new Map([
    [
      'plugin.schema.json',
      toJsonSchema(MANIFEST_SHAPE, 'plugin.toml', 'What a Yoi plugin package is and what it requests.'),
    ],
    [
      'yoi-plugin.schema.json',
      toJsonSchema(PROJECT_SHAPE, 'yoi-plugin.toml', 'How a Yoi plugin is built, packed and tried locally.'),
    ],
  ])
}
