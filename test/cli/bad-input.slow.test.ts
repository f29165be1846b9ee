import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { assemble } from '../support/assemble.ts'
import { keepOneTool } from '../support/keep-one-tool.ts'
import { randomSource } from '../support/random-source.ts'
import { emptyFolder, runCli } from '../support/run-cli.ts'
import { answer, assembleTool } from '../support/tool-plugin.ts'

/** A net for a hang, far above what any of these takes. */
const MAX_MS = 10_000
const GIB = 1024 ** 3

let folder = ''
let project = ''
const component = () => join(project, 'plugin.component.wasm')
const manifest = () => join(project, 'plugin.toml')

beforeEach(async () => {
  folder = emptyFolder()
  project = join(folder, 'p')
  await runCli(['new', 'p', '--id', 'acme.echo', '--tool', 'say', '--yes'], { cwd: folder })
  keepOneTool(join(folder, 'p'))
})

/** The rules that `check --json` reports, and what every bad input must get: exit 1, in time, no stack trace. */
async function rulesOf(path: string, ...options: string[]): Promise<string[]> {
  const started = performance.now()
  const run = await runCli(['check', path, '--json', ...options], { cwd: folder })
  expect(performance.now() - started).toBeLessThan(MAX_MS)
  expect(run).toMatchObject({ exitCode: 1, stderr: '' })
  expect(run.stdout).not.toMatch(/\n\s+at .*:\d+:\d+/)
  const report = JSON.parse(run.stdout) as { findings: { rule: string; severity: string }[] }
  return report.findings.filter(finding => finding.severity === 'error').map(finding => finding.rule)
}

describe('a component that is none', () => {
  test.each([
    ['random bytes', () => randomBytes(4096), 'component/not-a-component'],
    ['an empty file', () => new Uint8Array(), 'component/not-a-component'],
    ['text', () => new TextEncoder().encode('build me first\n'), 'component/not-a-component'],
    [
      'a module that is cut off',
      () => Uint8Array.from([0, 0x61, 0x73, 0x6d, 13, 0, 1, 0, 1, 200]),
      'component/unreadable',
    ],
  ])('%s is named', async (_, bytes, rule) => {
    writeFileSync(component(), bytes())
    expect(await rulesOf('p')).toContain(rule)
  })

  test('a module of the retired raw ABI gets the way to migrate', async () => {
    writeFileSync(
      component(),
      await assemble('(module (import "yoi:tool" "input" (func)) (func (export "yoi_tool_call")))'),
    )
    expect(await rulesOf('p')).toContain('legacy/raw-abi')
  })

  test('a sparse file of 1 GiB is refused by its size', async () => {
    writeFileSync(component(), '')
    truncateSync(component(), GIB)
    expect(await rulesOf('p')).toContain('package/file-too-large')
  })
})

describe('a manifest that is none', () => {
  test('a folder called plugin.toml', async () => {
    rmSync(manifest())
    mkdirSync(manifest())
    expect(await rulesOf('p')).toContain('package/not-a-file')
  })

  test('bytes that are not UTF-8', async () => {
    writeFileSync(manifest(), Uint8Array.from([0x69, 0x64, 0xff, 0xfe]))
    expect(await rulesOf('p')).toContain('manifest/not-utf-8')
  })

  test('a sparse file of 1 GiB', async () => {
    truncateSync(manifest(), GIB)
    expect(await rulesOf('p')).toContain('package/file-too-large')
  })
})

describe('an archive that is none', () => {
  test.each([
    ['random bytes', (path: string) => writeFileSync(path, randomBytes(4096)), 'package/not-an-archive'],
    ['an empty file', (path: string) => writeFileSync(path, ''), 'package/not-an-archive'],
    [
      'a sparse file of 1 GiB',
      (path: string) => {
        writeFileSync(path, '')
        truncateSync(path, GIB)
      },
      'package/archive-too-large',
    ],
  ])('%s', async (_, write, rule) => {
    write(join(folder, 'a.yoi-plugin'))
    expect(await rulesOf('a.yoi-plugin')).toEqual([rule])
  })
})

describe('a tool that misbehaves', () => {
  test.each([
    ['loops for ever', { call: '(loop (br 0)) (unreachable)' }, 'exercise/limit'],
    ['traps', { call: '(unreachable)' }, 'exercise/trap'],
    ['returns no JSON', { call: answer(64, 16) }, 'exercise/bad-output'],
    ['returns 10 MB', { call: answer(64, 10_000_000) }, 'exercise/trap'],
  ] as const)('%s', async (_, parts, rule) => {
    writeFileSync(component(), await assembleTool(parts))
    rmSync(join(project, 'cases'), { recursive: true })
    expect(await rulesOf('p')).toEqual([rule])
  })

  test('a case states the failure that it expects, and passes', async () => {
    writeFileSync(component(), await assembleTool({ call: '(loop (br 0)) (unreachable)' }))
    writeFileSync(
      join(project, 'cases', 'say.toml'),
      'tool = "say"\ninput = { text = "x" }\n[expect]\nerror = "limit:fuel"\n',
    )
    const run = await runCli(['check', 'p'], { cwd: folder })
    expect(run.stdout).toContain('1 of 1 calls as expected')
    expect(run.exitCode).toBe(0)
  })

  test('nothing of it is run with --static', async () => {
    writeFileSync(component(), await assembleTool({ call: '(unreachable)' }))
    const run = await runCli(['check', 'p', '--static', '--json'], { cwd: folder })
    expect(run.exitCode).toBe(0)
    expect(JSON.parse(run.stdout)).toMatchObject({ safety: { no_plugin_execution: true }, cases: [] })
  })
})

describe('wrong use', () => {
  test.each([
    [['check', 'nowhere'], 'cannot be read: not found'],
    [['check', 'p', '--format', 'xml'], 'There is no format'],
    [['check', 'p', '--statik'], 'statik'],
    [['chekc'], 'There is no command'],
  ])('%j exits 2 and says what to type', async (words, message) => {
    const run = await runCli(words, { cwd: folder })
    expect(run.exitCode).toBe(2)
    expect(run.stderr).toContain(message)
    expect(run.stderr).toContain('fix:')
    expect(run.stdout).toBe('')
  })
})

function randomBytes(count: number): Uint8Array {
  const random = randomSource(7)
  return Uint8Array.from({ length: count }, () => random.below(256))
}
