import { describe, expect, test } from 'vitest'
import { readManifest } from '../../../src/manifest/read-manifest.ts'
import { checkToolDefinitions } from '../../../src/manifest/tools/check-tool-definitions.ts'

const HEAD = 'schema_version = 1\nid = "a"\nname = "A"\nversion = "1"\n'

function problemsOf(tools: string) {
  const reading = readManifest(new TextEncoder().encode(HEAD + tools), new Set())
  if (reading.manifest === undefined) throw new Error(reading.problems[0]?.message)
  return checkToolDefinitions(reading.manifest, reading.toolSchemas).map(problem => {
    const { line, column } = reading.locate(problem.path, problem.part)
    return { ...problem, place: `${line}:${column}` }
  })
}

const tool = (name: string, schema: string) =>
  `[[tools]]\nname = "${name}"\ndescription = ""\ninput_schema = ${schema}\n`
const schemaProblems = (schema: string) =>
  problemsOf(tool('t', schema)).map(({ schemaPath, path, place }) => `${schemaPath} ${path} ${place}`)

describe('tool definitions', () => {
  test('every member of a duplicated set is reported, each at its own name', () => {
    const ok = '{ type = "object" }'
    expect(problemsOf(tool('a', ok) + tool('b', ok) + tool('a', ok))).toMatchObject([
      { tool: 0, cause: 'duplicate-name', place: '6:8', isHostFirst: true },
      { tool: 2, cause: 'duplicate-name', place: '14:8', isHostFirst: true },
    ])
  })

  test('a tool is checked for its twin, its name and its schema, in this order', () => {
    const problems = problemsOf(
      tool('a b', '{ x = 1, type = "object" }') + tool('a b', '{ type = "object" }'),
    )
    expect(problems.map(({ tool, cause, isHostFirst }) => [tool, cause, isHostFirst])).toEqual([
      [0, 'duplicate-name', true],
      [0, 'invalid-name', true],
      [0, 'invalid-schema', true],
      [1, 'duplicate-name', true],
      [1, 'invalid-name', true],
    ])
  })

  test('all problems of a schema are reported, and only the first is what the host names', () => {
    const problems = problemsOf(tool('t', '{ type = "object", minimum = 1, title = 1 }'))
    expect(problems.map(({ message, isHostFirst }) => [message, isHostFirst])).toEqual([
      [
        '$ has the unsupported keyword "minimum"; expected type, title, description, properties, required, additionalProperties, items, enum.',
        true,
      ],
      ['$ has a title that is no string; expected a string.', false],
    ])
  })

  test('within a node the host looks at keywords in byte order, then type, title, description, children, required, items, enum', () => {
    const schema = `{ enum = [], items = 1, required = 1, properties = { b = 1, a = 1 }, description = 1, title = 1, type = "x", "é" = 1, Z = 1, "$a" = 1 }`
    expect(schemaProblems(schema)).toEqual([
      '$ tools[0].input_schema["$a"] 8:141',
      '$ tools[0].input_schema.Z 8:134',
      '$ tools[0].input_schema["é"] 8:125',
      '$ tools[0].input_schema.type 8:120',
      '$ tools[0].input_schema.title 8:110',
      '$ tools[0].input_schema.description 8:99',
      '$ tools[0].input_schema.properties 8:54',
      '$ tools[0].input_schema.required 8:40',
      '$ tools[0].input_schema.items 8:29',
      '$ tools[0].input_schema.enum 8:25',
    ])
  })

  test('paths lead into properties, items and additionalProperties', () => {
    const schema =
      '{ type = "object", properties = { a = { type = "array", items = { type = "x" } } }, additionalProperties = {} }'
    expect(schemaProblems(schema)).toEqual([
      '$.properties.a.items tools[0].input_schema.properties.a.items.type 8:89',
      '$.additionalProperties tools[0].input_schema.additionalProperties 8:123',
    ])
  })

  test('children come in key order, and required and enum are reported item by item', () => {
    const schema =
      '{ type = "object", properties = { b = 1, a = 1 }, required = ["a", "a", "c", 1], enum = [1, 1.0, 1] }'
    expect(schemaProblems(schema).map(line => line.split(' ')[1])).toEqual([
      'tools[0].input_schema.properties.a',
      'tools[0].input_schema.properties.b',
      'tools[0].input_schema.required[1]',
      'tools[0].input_schema.required[2]',
      'tools[0].input_schema.required[3]',
      'tools[0].input_schema.enum[2]',
    ])
  })

  test.each([
    ['default', 'Remove it, name the default in `description`, and apply it in the tool.'],
    ['const', 'Write an `enum` with the one value.'],
    ['maxLength', 'Remove it, say the rule in `description`, and check it in the tool.'],
  ])('the keyword %s comes with what to write instead', (keyword, fix) => {
    expect(problemsOf(tool('t', `{ type = "object", ${keyword} = 1 }`))).toMatchObject([{ fix }])
  })

  test('without exact schemas those of the manifest do', () => {
    const tools = [
      { name: 't', description: '', input_schema: { type: 'object', enum: [1, 1] }, external_write: false },
    ]
    expect(checkToolDefinitions({ tools })).toMatchObject([{ path: 'tools[0].input_schema.enum[1]' }])
  })

  test('ten thousand enum values are compared in no time', () => {
    const values = Array.from({ length: 10_000 }, (_, index) => index)
    const tools = [
      { name: 't', description: '', input_schema: { type: 'object', enum: values }, external_write: false },
    ]
    expect(checkToolDefinitions({ tools })).toEqual([])
  })
})
