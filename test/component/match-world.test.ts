import { describe, expect, test } from 'vitest'
import { inferWorld, matchWorld, type WorldProblem } from '../../src/component/match-world.ts'
import { readComponent } from '../../src/component/read-component.ts'
import { INSTANCE_WORLD, TOOL_WORLD, type World } from '../../src/contract/worlds.ts'
import { buildFromWit } from '../support/build-from-wit.ts'

const CALL = 'export call: func(tool: string, input: string) -> string;'
const INSTANCE = `export start: func(config: string) -> string;
  export handle-tool: func(tool: string, input: string) -> string;
  export handle-ingress: func(ingress: string, event: string) -> string;
  export status: func() -> string;
  export stop: func() -> string;`

describe('a component that fits', () => {
  test('a tool', async () => {
    const facts = await factsOf(CALL)
    expect(matchWorld(facts, TOOL_WORLD)).toEqual([])
    expect(facts.fits).toEqual([TOOL_WORLD])
  })

  test('an instance', async () => {
    const facts = await factsOf(INSTANCE)
    expect(matchWorld(facts, INSTANCE_WORLD)).toEqual([])
    expect(facts.fits).toEqual([INSTANCE_WORLD])
  })

  test('both worlds at once, each with the exports of the other as extras', async () => {
    const facts = await factsOf(`${CALL} ${INSTANCE}`)
    expect(facts.fits).toEqual([TOOL_WORLD, INSTANCE_WORLD])
    expect(matchWorld(facts, INSTANCE_WORLD)).toEqual([
      { problem: 'extra-export', name: 'call', expected: null, found: 'func(string, string) -> string' },
    ])
  })

  test('other parameter names, which the host does not look at', async () => {
    expect(await problemsOf('export call: func(a: string, b: string) -> string;')).toEqual([])
  })

  test('host APIs of which only some functions are imported', async () => {
    const facts = await factsOf(CALL, {
      imports: 'import yoi:host/websocket@1.0.0;',
      packages:
        'package yoi:host@1.0.0 { interface websocket { recv: func(h: u32, t: u32) -> string; } interface fs { %list: func(d: string) -> string; } }',
    })
    expect(matchWorld(facts, TOOL_WORLD)).toEqual([])
  })
})

describe('exports that differ from the world', () => {
  test('all missing ones are told at once, with the signature expected', async () => {
    const facts = await factsOf('export start: func(config: string) -> string;')
    expect(facts.fits).toEqual([])
    expect(matchWorld(facts, INSTANCE_WORLD)).toEqual([
      missing('handle-tool', 'func(string, string) -> string'),
      missing('handle-ingress', 'func(string, string) -> string'),
      missing('status', 'func() -> string'),
      missing('stop', 'func() -> string'),
    ])
  })

  test.each([
    ['one parameter too few', 'export call: func(input: string) -> string;', 'func(string) -> string'],
    [
      'a result of bytes',
      'export call: func(t: string, i: string) -> list<u8>;',
      'func(string, string) -> list<u8>',
    ],
    ['no result', 'export call: func(t: string, i: string);', 'func(string, string)'],
    [
      'an error instead of an answer',
      'export call: func(t: string, i: string) -> result<string, string>;',
      'func(string, string) -> result<string, string>',
    ],
  ])('%s', async (_, exports, found) => {
    const facts = await factsOf(exports)
    expect(facts.fits).toEqual([])
    expect(matchWorld(facts, TOOL_WORLD)).toEqual([
      { problem: 'mistyped-export', name: 'call', expected: 'func(string, string) -> string', found },
    ])
  })

  test('a type of the plugin that is called string is not the string of the contract', async () => {
    const facts = await factsOf('use t.{%string}; export call: func(t: %string, i: %string) -> %string;', {
      interfaces: 'interface t { record %string { x: u8 } }',
    })
    expect(facts.fits).toEqual([])
    expect(matchWorld(facts, TOOL_WORLD)[0]).toMatchObject({
      problem: 'mistyped-export',
      found: 'func(%string, %string) -> %string',
    })
  })

  test('an alias of string is the string of the contract', async () => {
    const facts = await factsOf('type text = string; export call: func(t: text, i: text) -> text;')
    expect(matchWorld(facts, TOOL_WORLD).filter(each => each.name === 'call')).toEqual([])
  })

  test('an entry point inside an interface, where the host does not look', async () => {
    const facts = await factsOf('export tools;', {
      interfaces: 'interface tools { call: func(t: string, i: string) -> string; }',
    })
    expect(facts.fits).toEqual([])
    expect(matchWorld(facts, TOOL_WORLD)).toEqual([
      {
        problem: 'export-inside-instance',
        name: 'test:guest/tools@0.1.0#call',
        expected: 'func(string, string) -> string',
        found: 'func(string, string) -> string',
      },
    ])
  })

  test('an export that is an interface instead of a function', async () => {
    const facts = await factsOf('export call: interface { run: func(); }')
    expect(matchWorld(facts, TOOL_WORLD)).toEqual([
      {
        problem: 'mistyped-export',
        name: 'call',
        expected: 'func(string, string) -> string',
        found: 'instance',
      },
    ])
  })

  test('extra exports are told and do not spoil the fit', async () => {
    const facts = await factsOf(`${CALL} export run: func(); export tools;`, {
      interfaces: 'interface tools { f: func(); }',
    })
    expect(facts.fits).toEqual([TOOL_WORLD])
    expect(matchWorld(facts, TOOL_WORLD).map(each => [each.problem, each.name])).toEqual([
      ['extra-export', 'run'],
      ['extra-export', 'test:guest/tools@0.1.0'],
    ])
  })
})

describe('imports that the host refuses', () => {
  test.each<[string, string, string, WorldProblem, string, string | null]>([
    [
      'WASI',
      'package wasi:cli@0.2.3 { interface environment { get: func() -> list<string>; } }',
      'import wasi:cli/environment@0.2.3;',
      'wasi-import',
      'wasi:cli/environment@0.2.3',
      null,
    ],
    [
      'the retired https interface',
      'package yoi:host@1.0.0 { interface https { request: func(d: string) -> string; } }',
      'import yoi:host/https@1.0.0;',
      'retired-import',
      'yoi:host/https@1.0.0',
      'yoi:host/request@1.0.0',
    ],
    [
      'another version of a host API',
      'package yoi:host@1.1.0 { interface fs { read: func(d: string) -> string; } }',
      'import yoi:host/fs@1.1.0;',
      'import-version',
      'yoi:host/fs@1.1.0',
      'yoi:host/fs@1.0.0',
    ],
    [
      'a host API without a version',
      'package yoi:host { interface fs { read: func(d: string) -> string; } }',
      'import yoi:host/fs;',
      'import-version',
      'yoi:host/fs',
      'yoi:host/fs@1.0.0',
    ],
    [
      'a host API that there is not',
      'package yoi:host@1.0.0 { interface clock { now: func() -> string; } }',
      'import yoi:host/clock@1.0.0;',
      'unknown-host-api',
      'yoi:host/clock@1.0.0',
      null,
    ],
    ['a bare function', '', 'import log: func(text: string);', 'bare-import', 'log', null],
    [
      'an interface of somebody else',
      'package acme:tools@1.0.0 { interface x { f: func(); } }',
      'import acme:tools/x@1.0.0;',
      'foreign-import',
      'acme:tools/x@1.0.0',
      null,
    ],
  ])('%s', async (_, packages, imports, problem, name, expected) => {
    const facts = await factsOf(CALL, { packages, imports })
    expect(matchWorld(facts, TOOL_WORLD)).toMatchObject([{ problem, name, expected }])
    expect(facts.fits).toEqual([TOOL_WORLD])
  })

  test('a host API with other types, and with functions that it does not have', async () => {
    const facts = await factsOf(CALL, {
      packages:
        'package yoi:host@1.0.0 { interface fs { read: func(d: u32) -> string; remove: func(d: string) -> string; } }',
      imports: 'import yoi:host/fs@1.0.0;',
    })
    expect(matchWorld(facts, TOOL_WORLD)).toEqual([
      {
        problem: 'mistyped-import',
        name: 'yoi:host/fs@1.0.0#read',
        expected: 'func(string) -> string',
        found: 'func(u32) -> string',
      },
      {
        problem: 'unknown-host-function',
        name: 'yoi:host/fs@1.0.0#remove',
        expected: null,
        found: 'func(string) -> string',
      },
    ])
  })
})

describe('the world of a component that stands alone', () => {
  test.each<[string, string, World | null]>([
    ['a tool', CALL, TOOL_WORLD],
    ['an instance with exports left out', 'export start: func() -> string;', INSTANCE_WORLD],
    ['one that exports nothing of either world', 'export run: func();', null],
  ])('%s', async (_, exports, world) => {
    expect(inferWorld(await factsOf(exports))).toBe(world)
  })
})

function missing(name: string, expected: string) {
  return { problem: 'missing-export', name, expected, found: null }
}

async function problemsOf(exports: string): Promise<WorldProblem[]> {
  return matchWorld(await factsOf(exports), TOOL_WORLD).map(each => each.problem)
}

interface Surroundings {
  readonly imports?: string
  readonly interfaces?: string
  readonly packages?: string
}

async function factsOf(exports: string, { imports = '', interfaces = '', packages = '' }: Surroundings = {}) {
  const facts = readComponent(
    await buildFromWit(
      `package test:guest@0.1.0;\n${interfaces}\nworld guest {\n${imports}\n${exports}\n}\n${packages}`,
      'guest',
    ),
  )
  expect(facts.refusal).toBeUndefined()
  return facts
}
