import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { assembleGuest } from '../support/assemble.ts'
import { packedPlugin } from '../support/packed-plugin.ts'
import { parseXml } from '../support/parse-xml.ts'
import { runCli } from '../support/run-cli.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

const temporary = useTemporaryFolders()

const manifest = (id: string, more = '') => `schema_version = 1
${more}id = "${id}"
name = "Echo"
version = "0.1.0"
surfaces = ["tool"]
permissions = [{ kind = "surface", surface = "tool" }, { kind = "tool", name = "echo" }]
[runtime]
kind = "wasm-component"
world = "yoi:plugin/tool@1.0.0"
component = "plugin.component.wasm"
[[tools]]
name = "echo"
description = "Answers with the given text, unchanged."
[tools.input_schema]
type = "object"
additionalProperties = false
[tools.input_schema.properties.text]
type = "string"
description = "The text to answer with."
`

let component: Uint8Array
beforeAll(async () => {
  component = await assembleGuest('echo.wat')
})

/** Two good plugins, a broken one between them, and something that is none. */
const monorepo = () =>
  temporary({
    'plugins/a/plugin.toml': manifest('acme.a'),
    'plugins/a/README.md': 'a',
    'plugins/a/plugin.component.wasm': component,
    'plugins/b/plugin.toml': manifest('acme.b', 'surprise = 1\n'),
    'plugins/b/plugin.component.wasm': component,
    'plugins/c/plugin.toml': manifest('acme.c'),
    'plugins/c/README.md': 'c',
    'plugins/c/plugin.component.wasm': component,
    'plugins/docs/index.md': '',
    'out/old.yoi-plugin': packedPlugin({ more: 'surprise = 1\n' }),
  })

describe('yoi-plugin check with several inputs', () => {
  test('one report of a pattern, in order, with the exit code of the worst', async () => {
    const run = await runCli(['check', 'plugins/*', '--json'], { cwd: monorepo() })
    expect(run).toMatchObject({ exitCode: 1, stderr: '' })
    const { format, reports } = JSON.parse(run.stdout)
    expect(format).toBe('yoi-plugin/check@1')
    expect(reports).toMatchObject([
      {
        format: 'yoi-plugin/check@1',
        input_path: 'plugins/a',
        status: 'active',
        cases: [{ status: 'passed' }],
      },
      { input_path: 'plugins/b', status: 'rejected', cases: [] },
      { input_path: 'plugins/c', status: 'active', cases: [{ status: 'passed' }] },
    ])
  })

  test('one line when all is well', async () => {
    const run = await runInProcess(monorepo(), 'check', 'plugins/c', 'plugins/a', '--static')
    expect(run).toEqual({ exitCode: 0, err: '', out: 'ok 2 plugins: the plugins were not run\n' })
  })

  test('an input that cannot be read is reported beside the others, and the exit code says so', async () => {
    const run = await runInProcess(
      monorepo(),
      'check',
      'plugins/a',
      'nothing',
      'out/old.yoi-plugin',
      '--static',
    )
    expect(run.exitCode).toBe(2)
    expect(run.out).toContain('== nothing\n\nnothing\n  error    check/unusable-input\n')
    expect(run.out).toContain('== out/old.yoi-plugin\n')
    expect(run.out).toContain('rejected 2 of 3 plugins')
  })

  test('a pattern without a match, and one input that does not exist, are wrong use', async () => {
    const folder = monorepo()
    for (const [word, what] of [
      ['plugins/x*', 'No plugin matches "plugins/x*".'],
      ['nothing', '"nothing" cannot be read'],
    ] as const) {
      const run = await runInProcess(folder, 'check', word)
      expect(run).toMatchObject({ exitCode: 2, out: '' })
      expect(run.err).toContain(what)
    }
  })

  test.each(['sarif', 'junit', 'github', 'text'])('%s holds all of them', async format => {
    const run = await runInProcess(monorepo(), 'check', 'plugins/*', '--static', '--format', format)
    expect(run.exitCode).toBe(1)
    expect(run.out).toContain('plugins/b')
    if (format === 'sarif') expect(JSON.parse(run.out).runs).toHaveLength(1)
    if (format === 'junit') expect(parseXml(run.out.trimEnd()).children).toHaveLength(3)
  })
})

describe('yoi-plugin check --format github', () => {
  test('appends the job summary to the file that GitHub names', async () => {
    const folder = monorepo()
    const summary = join(folder, 'summary.md')
    writeFileSync(summary, 'from an earlier step\n')
    const run = await runCli(['check', 'plugins/*', '--static', '--format', 'github'], {
      cwd: folder,
      env: { GITHUB_STEP_SUMMARY: summary },
    })
    expect(run).toMatchObject({ exitCode: 1, stderr: '' })
    expect(run.stdout).toMatch(/^::error file=plugins\/b\/plugin\.toml,line=2,/)
    expect(readFileSync(summary, 'utf8')).toMatch(/^from an earlier step\n### yoi-plugin check\n/)
  })

  test('a summary that cannot be written costs no verdict', async () => {
    const folder = monorepo()
    const run = await runCli(['check', 'plugins/a', '--static', '--format', 'github'], {
      cwd: folder,
      env: { GITHUB_STEP_SUMMARY: folder },
    })
    expect(run.exitCode).toBe(0)
    expect(run.stderr).toMatch(/^note: the job summary was not written: /)
    expect(run.stdout).toMatch(/^ok 1 plugin/)
  })
})
