import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readCase } from '../../src/exercise/read-case.ts'
import { readCases } from '../../src/exercise/read-cases.io.ts'
import { LIMIT_NAMES } from '../../src/host/call-outcome.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const problems = (text: string) =>
  readCase('cases/a.toml', bytes(text)).findings.map(
    finding => `${finding.at?.line}:${finding.at?.column} ${finding.message}`,
  )

describe('readCase', () => {
  test('reads a tool, its input as the host would send it, and what is expected', () => {
    const text = `tool = "t"
input = { b = 1, a = 1.0, list = ["é", true] }
[expect]
summary = "s"
content = { "$match" = "^x" }
content_json = { "$partial" = { n = 2 } }
content_json_text = '{"big": 12345678901234567890, "nothing": null}'
tool_error = "invalid_input"
files = { "data/a.txt" = "x", "data/b.txt" = { "$match" = "^y" }, "data/c.txt" = false }
host_calls = 0
max_fuel = 90_000
`
    expect(readCase('cases/a.toml', bytes(text))).toEqual({
      findings: [],
      entry: {
        file: 'cases/a.toml',
        tool: 't',
        inputJson: '{"a":1.0,"b":1,"list":["é",true]}',
        grants: null,
        without: [],
        replies: [],
        cassette: null,
        expect: {
          summary: 's',
          content: { $match: '^x' },
          contentJson: { $partial: { n: 2 } },
          contentJsonText: '{"big": 12345678901234567890, "nothing": null}',
          toolError: 'invalid_input',
          files: { 'data/a.txt': 'x', 'data/b.txt': { $match: '^y' }, 'data/c.txt': false },
          hostCalls: 0,
          maxFuel: 90_000,
        },
      },
    })
  })

  test('takes the input as JSON text, for null and exact numbers', () => {
    const { entry } = readCase(
      'cases/a.toml',
      bytes('tool = "t"\ninput_json = \'{"x": null}\'\n[expect]\nerror = "limit:fuel"\n'),
    )
    expect(entry).toMatchObject({ inputJson: '{"x": null}', expect: { error: 'limit:fuel' } })
  })

  test('calls with an empty object when no input is given', () => {
    expect(readCase('cases/a.toml', bytes('tool = "t"\n')).entry).toMatchObject({
      inputJson: '{}',
      expect: {},
    })
  })

  test.each([
    ['tool = 1\n', '1:8 The case cannot be used: "tool" must name the tool to call, as a string.'],
    [
      'tool = "t"\ninput = {}\ninput_json = "{}"\n',
      '3:1 The case cannot be used: "input" and "input_json" exclude each other.',
    ],
    ['tool = "t"\ninput_json = "{"\n', '2:14 The case cannot be used: "input_json" must be JSON text.'],
    ['tool = "t"\nexpect = 1\n', '2:10 The case cannot be used: [expect] must be a table.'],
    [
      'tool = "t"\nsumary = ""\n',
      '2:1 The case cannot be used: the key "sumary" is not one of tool, input, input_json, grants, without, replies, cassette, expect.',
    ],
    [
      'tool = "t"\n[expect]\nmax_fuel = -1\n',
      '3:12 The case cannot be used: "expect.max_fuel" takes a whole number from 0 to 9007199254740991.',
    ],
    ...['boom', 'limit:feul', 'limit:', 'limit:constructor', 'denied:', 'trap:x', 'outputs'].map(word => [
      `tool = "t"\n[expect]\nerror = "${word}"\n`,
      `3:9 The case cannot be used: "expect.error" takes "trap", "output", "denied:<label>" or "limit:<name>", the name being one of ${LIMIT_NAMES.join(', ')}.`,
    ]),
    [
      'tool = "t"\n[expect]\nerror = ["trap"]\n',
      expect.stringContaining('3:9 The case cannot be used: "expect.error" takes'),
    ],
    ...['constructor', 'toString', '__proto__'].map(key => [
      `tool = "t"\n[expect]\n${key} = "x"\n`,
      expect.stringContaining(
        `3:1 The case cannot be used: the key "${key}" is not one of summary, content,`,
      ),
    ]),
    [
      `tool = "t"\n[[replies]]\ncall = "fs.read"\nanswer = { content = "${'x'.repeat(130_000)}" }\n`,
      '4:22 The case cannot be used: it is not TOML: a string, a number or a key has more than 100000 characters.',
    ],
  ])('says what is wrong and where in %j', (text, expected) => {
    expect(problems(text)).toEqual([expected])
  })

  test('reads what the call is granted and what is taken away', () => {
    const text = `tool = "t"
without = ["host_api.fs"]
[grants]
permissions = [{ kind = "surface", surface = "tool" }]
fs = [{ root = "data", operations = ["read"] }]
[expect]
denied = "host_api.fs"
`
    expect(readCase('cases/a.toml', bytes(text))).toMatchObject({
      findings: [],
      entry: {
        grants: {
          permissions: [{ kind: 'surface', surface: 'tool' }],
          request: [],
          websocket: [],
          fs: [{ root: 'data', operations: ['read'] }],
        },
        without: ['host_api.fs'],
        expect: { error: 'denied:host_api.fs' },
      },
    })
  })

  test.each([
    ['without = "host_api.fs"', '2:11 The case cannot be used: "without" must be a list of labels'],
    ['without = ["fs"]', '2:12 The case cannot be used: "without" has "fs", which is no label'],
    ['grants = 1', '2:10 The case cannot be used: grants is an integer; expected a table.'],
    ['grants = { all = true }', '2:12 The case cannot be used: '],
    [
      'grants = { fs = [{ root = "../x", operations = ["read"] }] }',
      '2:10 The case cannot be used: the folder "../x" is no plain path: it has a `.` or `..` part.',
    ],
    [
      'grants = { fs = [{ root = "/etc", operations = ["read"] }] }',
      '2:10 The case cannot be used: the folder "/etc" is no plain path: it starts with `/`.',
    ],
    [
      'expect = { files = { "../a" = "x" } }',
      '2:20 The case cannot be used: "expect.files" takes paths of files in granted folders, each with its text,',
    ],
    ['expect = { files = { "/etc/a" = false } }', '2:20 The case cannot be used: "expect.files" takes paths'],
    ['expect = { files = { "a" = true } }', '2:20 The case cannot be used: "expect.files" takes paths'],
    [
      'expect = { files = { "a" = { "$partial" = {} } } }',
      '2:20 The case cannot be used: "expect.files" takes',
    ],
    ['expect = { files = ["a"] }', '2:20 The case cannot be used: "expect.files" takes paths'],
    ['expect = { denied = "x" }', '2:21 The case cannot be used: "expect.denied" takes a label'],
    ['expect = { denied = "tool.t", error = "trap" }', '"expect.error" and "expect.denied" exclude'],
  ])('refuses grants that say nothing or reach out in %j', (line, expected) => {
    expect(problems(`tool = "t"\n${line}\n`)).toEqual([expect.stringContaining(expected)])
  })

  test.each(['trap', 'output', 'limit:host-calls', 'denied:host_api.fs'])('expects the error %s', word => {
    expect(readCase('cases/a.toml', bytes(`tool = "t"\nexpect.error = "${word}"\n`)).entry).toMatchObject({
      expect: { error: word },
    })
  })

  test('reads what nests a thousand levels deep, and refuses what nests deeper', () => {
    const key = Array(50).fill('a').join('.')
    const deep = (count: number) =>
      `tool = "t"\ninput.${key} = ${`{ ${key} = `.repeat(count)}1${' }'.repeat(count)}\n`
    expect(readCase('cases/a.toml', bytes(deep(18))).entry?.inputJson).toContain('{"a":1}')
    expect(problems(deep(79))).toEqual([expect.stringMatching(/^2:\d+ .* nest deeper than 1000/)])
  })

  test('refuses text that is not TOML or not UTF-8', () => {
    expect(problems('tool = ]\n')[0]).toMatch(/^1:8 The case cannot be used: it is not TOML/)
    expect(readCase('cases/a.toml', Uint8Array.from([0xff])).findings[0]?.message).toContain('not UTF-8')
  })
})

describe('readCases', () => {
  let project: string
  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'yoi-plugin-cases-'))
  })
  afterEach(() => {
    rmSync(project, { recursive: true, force: true })
  })

  test('runs files in ascending order of their paths, folders included', async () => {
    mkdirSync(join(project, 'cases', 'deep'), { recursive: true })
    for (const name of ['b.toml', 'deep/a.toml', 'A.toml', 'notes.md'])
      writeFileSync(join(project, 'cases', name), 'tool = "t"\n')
    const { cases, findings } = await readCases(project)
    expect(cases.map(entry => entry.file)).toEqual(['cases/A.toml', 'cases/b.toml', 'cases/deep/a.toml'])
    expect(findings).toEqual([])
  })

  test('has no cases where there is no folder', async () => {
    expect(await readCases(project)).toEqual({ cases: [], findings: [] })
  })

  test('follows no symlink, neither for a file nor for the folder', async () => {
    mkdirSync(join(project, 'cases'))
    writeFileSync(join(project, 'outside.toml'), 'tool = "t"\n')
    symlinkSync(join(project, 'outside.toml'), join(project, 'cases', 'link.toml'))
    const linked = await readCases(project)
    expect(linked.cases).toEqual([])
    expect(linked.findings.map(finding => finding.message)).toEqual([
      'The case cannot be used: it is a symlink.',
    ])

    rmSync(join(project, 'cases'), { recursive: true })
    symlinkSync(tmpdir(), join(project, 'cases'))
    const folder = await readCases(project)
    expect(folder.findings.map(finding => finding.message)).toEqual([
      'The case cannot be used: it is not a folder.',
    ])
  })

  test('says what else is no case file, and why', async () => {
    mkdirSync(join(project, 'cases', 'folder.toml'), { recursive: true })
    execFileSync('mkfifo', [join(project, 'cases', 'pipe.toml')])
    writeFileSync(
      Buffer.concat([Buffer.from(`${project}/cases/b`), Buffer.from([0xff]), Buffer.from('.toml')]),
      '',
    )
    expect((await readCases(project)).findings.map(finding => finding.message)).toEqual([
      'The case cannot be used: it is not a regular file.',
      'The case cannot be used: it is not there any more.',
    ])
  })

  test('reads no file over 1 MiB', async () => {
    mkdirSync(join(project, 'cases'))
    writeFileSync(join(project, 'cases', 'big.toml'), Buffer.alloc(1024 * 1024 + 1, 0x20))
    expect((await readCases(project)).findings[0]?.message).toContain('1048577 bytes, more than 1048576')
  })

  test('reads no more than 8 MiB of all files together', async () => {
    mkdirSync(join(project, 'cases'))
    const large = `tool = "echo"\ninput = {}\n#${' '.repeat(1024 * 1024 - 40)}`
    for (let index = 0; index < 9; index++) writeFileSync(join(project, `cases/${index}.toml`), large)
    const { cases, findings } = await readCases(project)
    expect(cases).toHaveLength(8)
    expect(findings.map(({ message }) => message)).toEqual([
      'The case cannot be used: it is more than 8388608 bytes in all its files together.',
    ])
  })
})
