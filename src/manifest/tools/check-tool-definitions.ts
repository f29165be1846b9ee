import { quote } from '../../quote.ts'
import { type ExactJson, fromJsonValue } from '../exact-json.ts'
import { formatKeyPath } from '../key-path.ts'
import type { Manifest } from '../manifest.ts'
import { checkToolName } from '../names.ts'
import { checkInputSchema } from './check-input-schema.ts'

/** Why the host will not offer a tool. Its diagnostic is `malformed` in phase `resolution`. @source host contract 1.7 */
export interface ToolDefinitionProblem {
  /** Index in `tools`. */
  readonly tool: number
  readonly cause: 'duplicate-name' | 'invalid-name' | 'invalid-schema'
  readonly message: string
  readonly fix: string
  /** Key path for `locate`, and which part of it is meant. */
  readonly path: string
  readonly part: 'key' | 'value'
  /** The node of the schema, as the host writes it; only for `invalid-schema`. */
  readonly schemaPath?: string
  /** True on the first problem of this cause in this tool: the one that the host's text names. */
  readonly isHostFirst: boolean
}

/**
 * Checks names, uniqueness and schemas of all tools: tool by tool, within a tool in the host's order.
 * @param schemas the exact schemas (`ManifestReading.toolSchemas`); without them, those of the manifest are taken
 * @source host contract 1.7
 */
export function checkToolDefinitions(
  { tools }: Pick<Manifest, 'tools'>,
  schemas: readonly ExactJson[] = tools.map(tool => fromJsonValue(tool.input_schema)),
): ToolDefinitionProblem[] {
  const counts = new Map<string, number>()
  for (const { name } of tools) counts.set(name, (counts.get(name) ?? 0) + 1)
  return tools.flatMap(({ name }, tool) => [
    ...checkUnique(name, tool, counts.get(name) ?? 0),
    ...checkName(name, tool),
    ...checkSchema(schemas[tool] as ExactJson, tool),
  ])
}

/** Every member of a duplicated set is reported. */
function checkUnique(name: string, tool: number, count: number): ToolDefinitionProblem[] {
  if (count < 2) return []
  return [
    {
      tool,
      cause: 'duplicate-name',
      message: `${count} tools are called ${quote(name)}; expected different names.`,
      fix: 'Give every tool its own name.',
      path: `tools[${tool}].name`,
      part: 'value',
      isHostFirst: true,
    },
  ]
}

function checkName(name: string, tool: number): ToolDefinitionProblem[] {
  const refusal = checkToolName(name)
  if (refusal === undefined) return []
  return [
    {
      tool,
      cause: 'invalid-name',
      message: `tools[${tool}].name is ${quote(name)}, but ${refusal}.`,
      fix: 'Write a name of at most 128 bytes without white space, for example "search_notes".',
      path: `tools[${tool}].name`,
      part: 'value',
      isHostFirst: true,
    },
  ]
}

function checkSchema(schema: ExactJson, tool: number): ToolDefinitionProblem[] {
  return checkInputSchema(schema).map(({ schemaPath, path, isKey, message, fix }, index) => ({
    tool,
    cause: 'invalid-schema',
    message,
    fix,
    path: formatKeyPath(['tools', tool, 'input_schema', ...path]),
    part: isKey ? 'key' : 'value',
    schemaPath,
    isHostFirst: index === 0,
  }))
}
