import { toolRule } from './tool-rule.ts'

/** `input_schema` is a closed subset of JSON Schema. @source host contract 1.7 */
export const invalidSchema = toolRule(
  'tools/invalid-schema',
  'invalid-schema',
  'The host takes a small subset of JSON Schema and refuses the tool, and with it the start of the whole Worker.',
)
