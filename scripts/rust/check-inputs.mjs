// `build --emit-types` on schemas of the whole subset that the host takes (contract 1.7): the types compile, and take every input that their
// schema admits and the smallest one, which `check` sends by itself.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'

const SEED = 8
const SCHEMAS = 16
const INPUTS_PER_SCHEMA = 3
/** Names that are words of Rust, no words, alike, or need escapes. */
const NAMES = ['text', 'type', 'self', 'Self', 'a-b', 'a_b', '1st', '検索', '"q"', '', 'others', 'topWords']

/** A schema, and what it admits. */
const node = fc.letrec(tie => ({
  scalar: fc.constantFrom(
    { schema: { type: 'string' }, value: fc.string({ unit: 'grapheme', maxLength: 8 }) },
    { schema: { type: 'boolean' }, value: fc.boolean() },
    { schema: { type: 'null' }, value: fc.constant(null) },
    { schema: { type: 'integer' }, value: fc.maxSafeInteger() },
    { schema: { type: 'number' }, value: fc.double({ noNaN: true, noDefaultInfinity: true }) },
    choice('string', ['fast', 'very-fast', '1', '検索', '"']),
    choice('integer', [1, 2, -3]),
    choice('number', [1, 2.5]),
    choice('boolean', [true]),
    choice('array', [[1], ['a']]),
  ),
  array: tie('node').map(items => ({
    schema: { type: 'array', items: items.schema },
    value: fc.array(items.value, { maxLength: 3 }),
  })),
  object: fc
    .record({
      names: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 4 }),
      nodes: fc.array(tie('node'), { minLength: 4, maxLength: 4 }),
      required: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      others: fc.oneof(fc.constantFrom(undefined, true, false), tie('node')),
    })
    .map(objectOf),
  node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('scalar'), tie('array'), tie('object')),
}))

function choice(type, values) {
  return { schema: { type, enum: values }, value: fc.constantFrom(...values) }
}

function objectOf({ names, nodes, required, others }) {
  const isSchema = typeof others === 'object'
  const schema = {
    type: 'object',
    ...(names.length > 0 && {
      properties: Object.fromEntries(names.map((name, at) => [name, nodes[at].schema])),
    }),
    ...(names.length > 0 && { required: names.filter((_, at) => required[at]) }),
    ...(others !== undefined && { additionalProperties: isSchema ? others.schema : others }),
  }
  const values = Object.fromEntries(names.map((name, at) => [name, nodes[at].value]))
  const more = isSchema ? others.value : fc.constant(1)
  const extra =
    others === false ? fc.constant({}) : fc.dictionary(fc.constantFrom('zz', 'yy'), more, { maxKeys: 2 })
  const own = fc.record(values, {
    requiredKeys: names.filter((_, at) => required[at]),
    noNullPrototype: true,
  })
  return { schema, value: fc.tuple(own, extra).map(([one, two]) => ({ ...two, ...one })) }
}

export function checkInputs({ cli, expect, expectSuccess, newProject }) {
  const project = newProject('inputs')
  rmSync(join(project, 'cases/say.toml'))
  const samples = fc.sample(node.object, { seed: SEED, numRuns: SCHEMAS })
  const tools = samples.flatMap(({ schema }, at) => [
    { name: `called_${at}`, schema },
    { name: `smallest_${at}`, schema },
  ])
  writeFileSync(join(project, 'plugin.toml'), manifest(tools))
  writeFileSync(join(project, 'src/lib.rs'), library(tools))
  for (const [at, { value }] of samples.entries())
    for (const [index, input] of fc.sample(value, { seed: SEED, numRuns: INPUTS_PER_SCHEMA }).entries())
      writeFileSync(join(project, `cases/${at}-${index}.toml`), caseText(`called_${at}`, input))
  expectSuccess('inputs: build --emit-types', cli(['build', project, '--emit-types']))
  const result = cli(['check', project, '--json'])
  const { cases, findings } = JSON.parse(result.stdout)
  const calls = cases.filter(({ kind, status }) => kind === 'case' && status === 'passed')
  const smallest = cases.filter(({ kind, status }) => kind === 'smoke' && status === 'passed')
  const refused = findings.filter(({ rule }) => rule === 'exercise/input-refused' || rule === 'case/failed')
  expect(
    `inputs: ${calls.length} inputs and ${smallest.length} smallest inputs of ${SCHEMAS} schemas are taken`,
    calls.length === SCHEMAS * INPUTS_PER_SCHEMA && smallest.length === SCHEMAS && refused.length === 0,
    refused.map(({ message }) => message).join('\n') || result.stdout,
  )
}

function manifest(tools) {
  const permissions = tools.map(({ name }) => `{ kind = "tool", name = "${name}" }`)
  return [
    'schema_version = 1\nid = "example-ci.inputs"\nname = "Inputs"\nversion = "0.1.0"\nsurfaces = ["tool"]',
    `permissions = [{ kind = "surface", surface = "tool" }, ${permissions.join(', ')}]`,
    '[runtime]\nkind = "wasm-component"\nworld = "yoi:plugin/tool@1.0.0"\ncomponent = "plugin.component.wasm"',
    ...tools.map(
      ({ name, schema }) => `[[tools]]\nname = "${name}"\ndescription = "A"\ninput_schema = ${toml(schema)}`,
    ),
  ].join('\n')
}

function library(tools) {
  const lines = tools.map(({ name }) => {
    const [word, number] = name.split('_')
    return `    "${name}" => accept::<inputs::${word[0].toUpperCase()}${word.slice(1)}${number}Input>,`
  })
  return `mod inputs;
mod pdk;

use pdk::{Result, ToolContext, ToolOutput};

fn accept<Input>(_context: &ToolContext, _input: Input) -> Result<ToolOutput> {
    Ok(ToolOutput::summary("taken"))
}

pdk::export_tools! {
${lines.join('\n')}
}
`
}

function caseText(tool, input) {
  return `tool = "${tool}"\ninput_json = ${toml(JSON.stringify(input))}\n[expect]\nsummary = "taken"\n`
}

function toml(value) {
  if (Array.isArray(value)) return `[${value.map(toml).join(', ')}]`
  if (value !== null && typeof value === 'object')
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${toml(key)} = ${toml(item)}`)
      .join(', ')} }`
  return JSON.stringify(value).replaceAll('\u007f', '\\u007f')
}
