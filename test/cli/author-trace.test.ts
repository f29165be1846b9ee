import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { emptyFolder } from '../support/run-cli.ts'
import { runInProcess } from '../support/run-in-process.ts'

const MANIFEST = `schema_version = 1
id = "acme.traces"
name = "Traces"
version = "0.1.0"
surfaces = ["tool"]
permissions = [{ kind = "surface", surface = "tool" }, { kind = "tool", name = "act" }]
[runtime]
kind = "wasm-component"
component = "plugin.component.wasm"
world = "yoi:plugin/tool@1.0.0"
[[tools]]
name = "act"
description = "Acts."
[tools.input_schema]
type = "object"
required = ["what"]
properties = { what = { type = "string", description = "What to do." } }
`

/** Each action is one line, so that the line of a place says which. */
const ACTIONS = `
import { broken } from './broken.ts'
export const actions: Record<string, () => any> = {
  error: () => broken('from the other file'),
  text: () => { throw 'only text' },
  late: async () => { await null; return broken('later') },
  reject: () => Promise.reject(new TypeError('rejected')),
  never: () => new Promise(() => {}),
  number: () => 17,
  lateNumber: async () => 17,
  bigint: () => ({ summary: 's', content: { a: 1n } }),
  stack: () => { const down = (n: number): number => 1 + down(n + 1); return down(0) },
  memory: () => { const all: any[] = []; for (;;) all.push(new Uint8Array(50_000)) },
  fuel: () => { for (;;) Math.max(1, 2) },
  print: () => { console.log('a %s', 'text', { b: [1n, new Set(['x'])] }); console.error(new Error('shown')); return { summary: 'printed' } },
  hostile: () => { console.warn('\\u001b[2J\\u202e\\n::error::x'); return { summary: 'hostile' } },
  flood: () => { for (let i = 0; i < 120; i++) console.log('line ' + i + '-'.repeat(200)); return { summary: 'flood' } },
  console: () => { console.group('g'); console.info(1); console.groupEnd(); console.debug(-0); console.assert(false, 'no'); console.count(); return { summary: 'console' } },
}
`
const BROKEN = 'export function broken(text: string): never {\n  throw new RangeError(text)\n}\n'
const PLUGIN = `import { defineTools } from 'yoi-plugin/pdk'
import { actions } from './actions.ts'
export default defineTools<{ act: { what: string } }>({
  act: {
    run({ what }) {
      return actions[what]!()
    },
  },
})
`

const lineOf = (action: string) => ACTIONS.split('\n').findIndex(line => line.startsWith(`  ${action}:`)) + 1

let folder = ''
const write = (path: string, text: string) => writeFileSync(join(folder, 'plugin', path), text)

beforeAll(async () => {
  folder = emptyFolder()
  for (const path of ['src', 'cases']) mkdirSync(join(folder, 'plugin', path), { recursive: true })
  write('plugin.toml', MANIFEST)
  write('yoi-plugin.toml', '[build]\nlanguage = "typescript"\nentry = "src/plugin.ts"\n')
  write('src/plugin.ts', PLUGIN)
  write('src/actions.ts', ACTIONS)
  write('src/broken.ts', BROKEN)
  write('cases/error.toml', 'tool = "act"\ninput = { what = "error" }\n')
  write('cases/print.toml', 'tool = "act"\ninput = { what = "print" }\n[expect]\nsummary = "printed"\n')
  const { exitCode, err } = await runInProcess(folder, 'build', 'plugin')
  expect([exitCode, err]).toEqual([0, ''])
})

const run = (what: string, ...words: readonly string[]) =>
  runInProcess(folder, 'run', 'act', './plugin', '--input', JSON.stringify({ what }), ...words)

interface Told {
  readonly printed: readonly { readonly level: string; readonly text: string }[]
  readonly fault: {
    readonly message: string | null
    readonly at: { file: string; line: number } | null
  } | null
  readonly model_text: string
}
const told = async (what: string): Promise<Told> => JSON.parse((await run(what, '--json')).out)

describe('what a tool throws is told with its place in the sources', () => {
  test.each([
    ['error', 'from the other file', 'src/broken.ts', 2],
    ['text', 'only text', 'src/plugin.ts', 5],
    ['late', 'later', 'src/broken.ts', 2],
    ['reject', 'rejected', 'src/actions.ts', lineOf('reject')],
    ['never', 'the tool returned a promise that never settled', 'src/plugin.ts', 5],
    ['number', 'run() must return { summary, content } with a string as summary', 'src/plugin.ts', 5],
    ['lateNumber', 'run() must return { summary, content } with a string as summary', 'src/plugin.ts', 5],
    ['bigint', 'BigInt are forbidden in JSON.stringify', 'src/plugin.ts', 5],
    ['stack', 'Maximum call stack size exceeded', 'src/actions.ts', lineOf('stack')],
    ['memory', 'out of memory', 'src/actions.ts', lineOf('memory')],
  ])('%s', async (what, message, file, line) => {
    const { fault } = await told(what)
    expect(fault).toMatchObject({ message, at: { file, line } })
    expect((await run(what)).out).toMatch(new RegExp(`^thrown at ${file}:${line}:\\d+: `, 'm'))
  })

  test('a call that ran out of fuel is told with the place where it was', async () => {
    const { fault } = await told('fuel')
    expect(fault).toMatchObject({ message: null, at: { file: 'src/actions.ts', line: lineOf('fuel') } })
    const { out } = await run('fuel')
    expect(out).toMatch(/^limit:fuel act /)
    expect(out).toMatch(new RegExp(`^stopped at src/actions.ts:${lineOf('fuel')}:\\d+$`, 'm'))
  })

  test('an unknown action throws in the tool itself', async () => {
    expect((await told('nothing')).fault).toMatchObject({ at: { file: 'src/plugin.ts', line: 6 } })
  })
})

describe('what a tool prints', () => {
  test('is told beside the answer, with the places of stacks, and is no part of what the model sees', async () => {
    const { printed, model_text } = await told('print')
    expect(printed).toEqual([
      { level: 'log', text: 'a text { b: [1n, Set(1) {"x"}] }' },
      {
        level: 'error',
        text: expect.stringMatching(
          new RegExp(`^Error: shown\\n +at .*\\(src/actions\\.ts:${lineOf('print')}:\\d+\\)`),
        ),
      },
    ])
    expect(model_text).not.toContain('a text')
    expect((await run('print')).out).toContain('\nlog      a text { b: [1n, Set(1) {"x"}] }\n')
  })

  test('has what else a console does', async () => {
    const { printed } = await told('console')
    expect(printed.map(({ level, text }) => `${level} ${text}`)).toEqual([
      'log g',
      'info   1',
      'debug -0',
      'error Assertion failed no',
      'log default: 1',
    ])
  })

  test('is escaped: it moves no cursor and is no command of a CI runner', async () => {
    const { out } = await run('hostile')
    expect(out).toContain('\\u{1b}[2J\\u{202e}')
    expect(out).not.toMatch(/[\u001b\u202e]|^\s*::error/m)
    expect((await run('hostile', '--json')).out).not.toMatch(/[\u001b\u202e]/)
  })

  test('is bounded: the last 16 KiB are kept', async () => {
    const { printed } = await told('flood')
    expect(printed.length).toBeLessThan(100)
    expect(printed.at(-1)?.text.trim()).toBe(`line 119${'-'.repeat(200)}`)
    expect(printed.every(({ text }) => /^line \d+-+$/.test(text))).toBe(true)
  })
})

describe('check and test', () => {
  test('tell both for every case', async () => {
    for (const command of ['check', 'test']) {
      const { out } = await runInProcess(folder, command, 'plugin')
      expect(out).toContain('thrown at src/broken.ts:2:24: from the other file')
      expect(out).toContain('log: a text { b: [1n, Set(1) {"x"}] }')
      const report = JSON.parse((await runInProcess(folder, command, 'plugin', '--json')).out)
      expect(report.cases).toMatchObject([
        {
          file: 'cases/error.toml',
          fault: { message: 'from the other file', at: { file: 'src/broken.ts', line: 2 } },
        },
        { file: 'cases/print.toml', printed: [{ level: 'log' }, { level: 'error' }], fault: null },
      ])
    }
  })
})

describe('a place is told only by the map of these very bytes', () => {
  const mapPath = () => join(folder, 'plugin/.yoi-plugin/source-map.json')

  test('not by that of another build, and not by one that is damaged', async () => {
    const map = readFileSync(mapPath(), 'utf8')
    try {
      for (const other of [
        map.replace(/"x_component_sha256":"./, '"x_component_sha256":"_'),
        '{',
        'null',
        '{"version":3}',
        JSON.stringify({ ...JSON.parse(map), sources: [1, null, {}] }),
      ]) {
        writeFileSync(mapPath(), other)
        const { fault } = await told('error')
        expect(fault).toEqual({ message: 'from the other file', at: null })
      }
    } finally {
      writeFileSync(mapPath(), map)
    }
  })

  test('not for a package, which carries neither source nor map', async () => {
    await runInProcess(folder, 'pack', 'plugin', '--static', '--output', 'out.yoi-plugin')
    const { out } = await runInProcess(
      folder,
      'run',
      'act',
      './out.yoi-plugin',
      '--input',
      '{"what":"error"}',
    )
    expect(out).toContain('\nthrown: from the other file\n')
    const bytes = readFileSync(join(folder, 'plugin/plugin.component.wasm')).toString('latin1')
    for (const secret of ['src/broken', 'actions.ts', folder, 'sourceMappingURL', 'throw new'])
      expect(bytes.includes(secret), secret).toBe(false)
  })
})
