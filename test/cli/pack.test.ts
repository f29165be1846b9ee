import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser'
import { beforeEach, describe, expect, test } from 'vitest'
import { packageDigest } from '../../src/package/digest.ts'
import { readArchive } from '../../src/package/zip/read-archive.ts'
import { assembleGuest } from '../support/assemble.ts'
import { keepOneTool } from '../support/keep-one-tool.ts'
import { emptyFolder, readTree, runCli } from '../support/run-cli.ts'

let folder = ''
let project = ''

/** A project whose component is assembled by hand and answers with its input's length. */
beforeEach(async () => {
  folder = emptyFolder()
  project = join(folder, 'my-plugin')
  await runCli(['new', 'my-plugin', '--id', 'acme.echo', '--tool', 'say'], { cwd: folder })
  keepOneTool(join(folder, 'my-plugin'))
  writeFileSync(
    join(project, 'cases/say.toml'),
    'tool = "say"\ninput = { text = "x" }\n[expect]\nsummary = "echo"\n',
  )
  writeFileSync(join(project, 'plugin.component.wasm'), await assembleGuest('echo.wat'))
})

function entriesOf(file: string): string[] {
  const reading = readArchive(readFileSync(file))
  if (!reading.ok) throw new Error(reading.refusal.message)
  return [...reading.files.keys()]
}

describe('yoi-plugin pack', () => {
  test('writes exactly the selection, whatever else lies in the folder', async () => {
    mkdirSync(join(project, 'node_modules/left-pad'), { recursive: true })
    writeFileSync(join(project, 'node_modules/left-pad/README.md'), 'not mine')
    mkdirSync(join(project, 'data'))
    for (const path of [
      'LICENSE',
      'notice.txt',
      'CHANGELOG.md',
      '.env',
      'secret.txt',
      'old-0.0.1.yoi-plugin',
    ])
      writeFileSync(join(project, path), path)
    for (const path of ['a.json', '.b.json', 'c.txt']) writeFileSync(join(project, 'data', path), '{}')
    writeFileSync(join(project, 'yoi-plugin.toml'), '[pack]\ninclude = ["data/*.json"]\n')

    const run = await runCli(['pack'], { cwd: project })
    expect(run).toMatchObject({ exitCode: 0, stderr: '' })
    expect(entriesOf(join(project, 'acme.echo-0.1.0.yoi-plugin'))).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'data/a.json',
      'notice.txt',
      'plugin.component.wasm',
      'plugin.toml',
    ])
  })

  test('packs the same bytes again, into the same file', async () => {
    await runCli(['pack'], { cwd: project })
    const first = readFileSync(join(project, 'acme.echo-0.1.0.yoi-plugin'))
    expect((await runCli(['pack', 'my-plugin'], { cwd: folder })).exitCode).toBe(0)
    expect(readFileSync(join(project, 'acme.echo-0.1.0.yoi-plugin')).equals(first)).toBe(true)
  })

  test('prints path, digest, size, contents and two complete snippets', async () => {
    const { stdout } = await runCli(['pack'], { cwd: project })
    const lines = stdout.split('\n')
    const reading = readArchive(readFileSync(join(project, 'acme.echo-0.1.0.yoi-plugin')))
    const digest = packageDigest(reading.ok ? reading.files : new Map())
    expect(lines[0]).toMatch(/^acme\.echo-0\.1\.0\.yoi-plugin {2}\d+\.\d KiB$/)
    expect(lines[1]).toBe(`digest ${digest}`)
    expect(stdout).toMatch(/^ +\d+\.\d KiB {2}plugin\.component\.wasm$/m)
    const [, enabled = '', resolved = ''] = stdout.split(/^# [12]\. .*$/m)
    expect(getStaticTOMLValue(parseTOML(enabled))).toMatchObject({
      feature: { plugins: { enabled: true } },
      plugins: { enabled: [{ id: 'project:acme.echo', version: '0.1.0', digest, grants: { digest } }] },
    })
    expect(getStaticTOMLValue(parseTOML(resolved))).toMatchObject({
      feature: { plugins: { enabled: true } },
      plugins: {
        resolved: [
          {
            identity: { source: 'project', local_id: 'acme.echo' },
            package_path: '/path/to/workspace/.yoi/plugins/acme.echo-0.1.0.yoi-plugin',
            digest,
            manifest: { id: 'acme.echo', tools: [{ name: 'say' }] },
          },
        ],
      },
    })
  })

  test('reports as JSON with the keys of the host, then ours', async () => {
    const run = await runCli(['pack', 'my-plugin', '--source', 'user', '--json'], {
      cwd: folder,
      env: { HOME: '/home/ann' },
    })
    const report = JSON.parse(run.stdout)
    expect(Object.keys(report).slice(0, 7)).toEqual([
      'format',
      'command',
      'status',
      'input_path',
      'output_path',
      'package',
      'safety',
    ])
    expect(report).toMatchObject({
      format: 'yoi-plugin/pack@1',
      command: 'pack',
      status: 'packed',
      input_path: 'my-plugin',
      output_path: 'my-plugin/acme.echo-0.1.0.yoi-plugin',
      package: {
        reference: 'user:acme.echo',
        package: 'acme.echo',
        source: 'user',
        version: '0.1.0',
        package_path: 'my-plugin/acme.echo-0.1.0.yoi-plugin',
        entries: ['README.md', 'plugin.component.wasm', 'plugin.toml'],
        surfaces: ['tool'],
        tools: ['say'],
      },
      enablement: { store: '/home/ann/.local/share/yoi/plugins' },
      findings: [],
    })
  })

  test('names the store folder of the source that was asked for', async () => {
    const textOf = async (source: string, env: Record<string, string>) =>
      (await runCli(['pack', '--source', source], { cwd: project, env })).stdout
    const inProject = await textOf('project', {})
    expect(inProject).toContain('copy it to /path/to/workspace/.yoi/plugins\n')
    expect(inProject).toContain('/path/to/workspace stands for the folder of your workspace.\n')
    const user = await textOf('user', { HOME: '/home/ann' })
    expect(user).toContain('copy it to /home/ann/.local/share/yoi/plugins\n')
    expect(user).toContain('`yoi plugin list` looks in /home/ann/.local/share/yoi/yoi/plugins instead.\n')
    expect(user).toContain('id = "user:acme.echo"\n')
  })

  test('--output names the file, and an older package there is replaced', async () => {
    const words = ['pack', 'my-plugin', '--output', 'dist/x.yoi-plugin']
    expect((await runCli(words, { cwd: folder })).exitCode).toBe(0)
    expect((await runCli(words, { cwd: folder })).exitCode).toBe(0)
    expect(entriesOf(join(folder, 'dist/x.yoi-plugin'))).toHaveLength(3)
  })
})

describe('the tools of a packed plugin', () => {
  const safetyOf = async (...words: string[]) => {
    const run = await runCli(['pack', '--json', ...words], { cwd: project })
    return { exitCode: run.exitCode, ...JSON.parse(run.stdout).safety }
  }

  test('are run before it is written', async () => {
    expect(await safetyOf()).toMatchObject({ exitCode: 0, no_plugin_execution: false, no_network: true })
  })

  test('are not run with --static, whatever the cases say', async () => {
    writeFileSync(join(project, 'cases/say.toml'), 'tool = "say"\n[expect]\nsummary = "another"\n')
    expect(await safetyOf('--static')).toMatchObject({ exitCode: 0, no_plugin_execution: true })
  })
})

describe('yoi-plugin pack refuses, and writes nothing', () => {
  const cases: [string, string, () => void][] = [
    [
      'a project that was not built',
      'build/missing',
      () => renameSync(join(project, 'plugin.component.wasm'), join(folder, 'c')),
    ],
    [
      'a component that is not one',
      'component/not-a-component',
      () => writeFileSync(join(project, 'plugin.component.wasm'), 'text'),
    ],
    [
      'a symbolic link among the documents',
      'package/symlink',
      () => symlinkSync('plugin.toml', join(project, 'README-2')),
    ],
    [
      'a manifest that the host refuses',
      'manifest/unknown-key',
      () => change('plugin.toml', 'surfaces', 'surface'),
    ],
    [
      'settings that are not understood',
      'project/unknown-key',
      () => change('yoi-plugin.toml', 'include', 'includes'),
    ],
    ['a component that is older than its sources', 'build/stale', recordOldBuild],
    ['a case that fails', 'case/failed', () => change('cases/say.toml', 'echo', 'another')],
  ]

  function change(path: string, from: string, to: string): void {
    const file = join(project, path)
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))
  }

  function recordOldBuild(): void {
    const zeros = '0'.repeat(64)
    const component = { path: 'plugin.component.wasm', sha256: zeros }
    const record = {
      format: 'yoi-plugin/build-record@1',
      tool: '0',
      engine: 'quickjs@1',
      component,
      inputs: [],
    }
    mkdirSync(join(project, '.yoi-plugin'))
    writeFileSync(join(project, '.yoi-plugin/build.json'), JSON.stringify(record))
  }

  test.each(cases)('%s', async (_, rule, spoil) => {
    spoil()
    const before = readTree(folder)
    const text = await runCli(['pack'], { cwd: project })
    expect(text).toMatchObject({ exitCode: 1, stderr: '' })
    expect(text.stdout).toContain(`error ${rule}`)
    expect(text.stdout).toMatch(/^ {2}why: .+\n {2}fix: .+$/m)
    const json = await runCli(['pack', '--json'], { cwd: project })
    expect(json).toMatchObject({ exitCode: 1, stderr: '' })
    const report = JSON.parse(json.stdout)
    expect(report).toMatchObject({ status: 'rejected', output_path: null, package: null })
    expect(report.findings.map((finding: { rule: string }) => finding.rule)).toContain(rule)
    expect(readTree(folder)).toEqual(before)
  })

  test('to replace a file that is not a package', async () => {
    writeFileSync(join(folder, 'mine'), 'precious')
    const run = await runCli(['pack', 'my-plugin', '--output', 'mine'], { cwd: folder })
    expect(run.exitCode).toBe(2)
    expect(run.stderr).toContain('"mine" exists and is not a .yoi-plugin package')
    expect(readFileSync(join(folder, 'mine'), 'utf8')).toBe('precious')
  })

  test.each([
    [['nowhere'], 'project-missing'],
    [['my-plugin/plugin.toml'], 'project-missing'],
    [['my-plugin', '--source', 'builtin'], 'unknown-source'],
  ])('%j as %s', async (words, code) => {
    const run = await runCli(['pack', ...words, '--json'], { cwd: folder })
    expect(run.exitCode).toBe(2)
    expect(JSON.parse(run.stdout)).toMatchObject({ code })
  })
})
