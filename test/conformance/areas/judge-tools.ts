import type { ExactJson } from '../../../src/manifest/exact-json.ts'
import { fromJsonValue } from '../../../src/manifest/exact-json.ts'
import type { JsonValue, Tool } from '../../../src/manifest/manifest.ts'
import { readManifest } from '../../../src/manifest/read-manifest.ts'
import { checkToolDefinitions } from '../../../src/manifest/tools/check-tool-definitions.ts'
import { accepted, type Found, type Judge, rejected } from '../conformance-case.ts'

/** One name or several; every other part of the tools is in order. */
export const judgeToolDefinition: Judge = input => {
  const names = typeof input.tool_name === 'string' ? [input.tool_name] : input.tool_names
  if (!Array.isArray(names)) return undefined
  const schema = new Map([['type', 'object']])
  return judge(
    names,
    names.map(() => schema),
  )
}

/** A schema as the right-hand side of the key in a manifest, or as JSON. */
export const judgeToolSchema: Judge = input => {
  if (typeof input.input_schema_toml === 'string') return judgeSchemaText(input.input_schema_toml)
  const schema = input.input_schema as JsonValue | undefined
  return schema === undefined ? undefined : judge(['echo'], [fromJsonValue(schema)])
}

const MANIFEST_START = `schema_version = 1
id = "acme.echo"
name = "Acme Echo"
version = "1.2.3"
[[tools]]
name = "echo"
description = ""
input_schema = `

function judgeSchemaText(toml: string): Found {
  const reading = readManifest(new TextEncoder().encode(`${MANIFEST_START}${toml}\n`), new Set())
  const refusal = reading.problems.find(problem => problem.isHostFirst)
  if (!refusal) return judge(['echo'], reading.toolSchemas)
  const { kind = 'malformed', phase = 'manifest', message } = refusal
  return rejected({ kind, phase, detail: message })
}

function judge(names: readonly string[], schemas: readonly ExactJson[]): Found {
  const tools: Tool[] = names.map(name => ({
    name,
    description: '',
    input_schema: {},
    external_write: false,
  }))
  const [problem] = checkToolDefinitions({ tools }, schemas)
  return problem ? rejected({ kind: 'malformed', phase: 'resolution', detail: problem.message }) : accepted()
}
