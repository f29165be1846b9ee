import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser'
import { beforeEach, describe, expect, test } from 'vitest'
import { asset } from '../../src/assets.io.ts'
import { emptyFolder, readTree, runCli } from '../support/run-cli.ts'

const TSC = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url))

let folder = ''
beforeEach(() => {
  folder = emptyFolder()
})

const readToml = (path: string) =>
  getStaticTOMLValue(parseTOML(readFileSync(join(folder, path), 'utf8'))) as Record<string, unknown>

describe('yoi-plugin new', () => {
  test('writes a whole project from nothing but a folder name', async () => {
    const run = await runCli(['new', 'my-plugin'], { cwd: folder })
    expect(run).toMatchObject({ exitCode: 0, stderr: '' })
    expect(run.stdout).toMatch(/^Wrote my-plugin to my-plugin \(\d+ files\)\. Next:\n {2}cd my-plugin\n/)
    expect(run.stdout.trimEnd().split('\n').slice(2)).toEqual([
      '  yoi-plugin build',
      '  yoi-plugin check',
      '  yoi-plugin pack',
    ])
    expect(Object.keys(readTree(join(folder, 'my-plugin')))).toEqual([
      '.gitattributes',
      '.github/workflows/check.yml',
      '.gitignore',
      'AGENTS.md',
      'README.md',
      'cases/count-unknown-unit.toml',
      'cases/count-words.toml',
      'cases/my_plugin_echo.toml',
      'package.json',
      'plugin.toml',
      'src/count-text.ts',
      'src/generated/tools.d.ts',
      'src/plugin.ts',
      'test/plugin.test.mjs',
      'test/yoi-plugin-testing.mjs',
      'tsconfig.json',
      'types/plugin.schema.json',
      'types/yoi-plugin-globals.d.ts',
      'types/yoi-plugin-pdk.d.ts',
      'types/yoi-plugin.schema.json',
      'yoi-plugin.toml',
    ])
    expect(readToml('my-plugin/plugin.toml')).toMatchObject({
      id: 'my-plugin',
      name: 'My plugin',
      tools: [{ name: 'my_plugin_echo' }, { name: 'my_plugin_echo_count' }],
    })
  })

  test('writes into the current folder when none is named', async () => {
    const run = await runCli(['new', '--id', 'acme.echo'], { cwd: folder })
    expect(run.exitCode).toBe(0)
    expect(run.stdout).not.toContain('cd ')
    expect(readToml('plugin.toml')).toMatchObject({
      id: 'acme.echo',
      tools: [{ name: 'acme_echo_echo' }, { name: 'acme_echo_echo_count' }],
    })
  })

  test('creates missing parents and takes an empty folder', async () => {
    mkdirSync(join(folder, 'empty'))
    expect((await runCli(['new', 'a/b/c'], { cwd: folder })).exitCode).toBe(0)
    expect((await runCli(['new', 'empty/'], { cwd: folder })).exitCode).toBe(0)
    expect(existsSync(join(folder, 'a/b/c/plugin.toml'))).toBe(true)
    expect(existsSync(join(folder, 'empty/plugin.toml'))).toBe(true)
  })

  test('gives the same bytes in another folder', async () => {
    const words = ['--id', 'acme.echo', '--tool', 'say']
    await runCli(['new', 'one', ...words], { cwd: folder })
    await runCli(['new', 'two', ...words], { cwd: folder })
    expect(readTree(join(folder, 'two'))).toEqual(readTree(join(folder, 'one')))
  })

  test('reports as JSON with the keys of the host', async () => {
    const run = await runCli(['new', 'p', '--json'], { cwd: folder })
    const report = JSON.parse(run.stdout)
    expect(Object.keys(report)).toEqual([
      'format',
      'command',
      'template',
      'destination',
      'files',
      'safety',
      'next_steps',
    ])
    expect(report).toMatchObject({
      format: 'yoi-plugin/new@1',
      command: 'new',
      template: 'ts-tool',
      destination: 'p',
      next_steps: ['cd p', 'yoi-plugin build', 'yoi-plugin check', 'yoi-plugin pack'],
    })
    expect([...report.files].sort()).toEqual(Object.keys(readTree(join(folder, 'p'))))
  })
})

describe('values that an author may give', () => {
  const hostile = `He said "hi" \\ """ \n[grants]\nx = 1\t日本 🦀 */ <script> \${x} \`y\` $& \u0001`

  test('reach every file unchanged, whatever they hold', async () => {
    const tool = `a"b\\c/検索\`\${x}\`$&*/`
    const words = ['--id', 'acme.Echo-1', '--name', hostile, '--description', hostile, '--tool', tool]
    const run = await runCli(['new', 'p', ...words], { cwd: folder })
    expect(run).toMatchObject({ exitCode: 0, stderr: '' })
    expect(readToml('p/plugin.toml')).toMatchObject({
      id: 'acme.Echo-1',
      name: hostile,
      description: hostile,
      permissions: [
        { kind: 'surface', surface: 'tool' },
        { kind: 'tool', name: tool },
        { kind: 'tool', name: `${tool}_count` },
      ],
      tools: [{ name: tool }, { name: `${tool}_count` }],
    })
    expect(Object.keys(readToml('p/plugin.toml'))).not.toContain('grants')
    expect(JSON.parse(readFileSync(join(folder, 'p/package.json'), 'utf8'))).toMatchObject({
      name: 'acme.echo-1',
      description: hostile,
    })
    expect(readToml('p/cases/a-b-c-x.toml')).toMatchObject({ tool, input: { text: 'Hello, Yoi!' } })
    expect(readToml('p/cases/count-words.toml')).toMatchObject({ tool: `${tool}_count` })
    expect(readFileSync(join(folder, 'p/README.md'), 'utf8').split('\n')[0]).toContain('\\<script\\>')
    expect(readFileSync(join(folder, 'p/src/plugin.ts'), 'utf8')).toContain(`  ${JSON.stringify(tool)}: {`)
    await typeCheck(join(folder, 'p'))
  })

  test.each(['007', '1e3', 'true', '--json'])('a name of %j stays text', async name => {
    expect((await runCli(['new', 'p', `--name=${name}`], { cwd: folder })).exitCode).toBe(0)
    expect(readToml('p/plugin.toml')).toMatchObject({ name })
  })
})

describe('a new project', () => {
  test.each(['plugin.toml', 'yoi-plugin.toml'])('names a schema for %s that is there', async file => {
    await runCli(['new', 'p'], { cwd: folder })
    const schema = /^#:schema (\S+)$/m.exec(readFileSync(join(folder, 'p', file), 'utf8'))?.[1] ?? ''
    expect(JSON.parse(readFileSync(join(folder, 'p', schema), 'utf8'))).toMatchObject({ title: file })
  })

  test.each([
    ['x'.repeat(128), `${'x'.repeat(122)}_count`],
    ['x'.repeat(64), `${'x'.repeat(58)}_count`],
    [`${'日'.repeat(42)}xx`, `${'日'.repeat(40)}_count`],
    ['words_count', 'words_count_total'],
    ['count-words', 'count-words_count'],
  ])('names its second tool after the first, %s, within what hosts and models take', async (tool, second) => {
    await runCli(['new', 'p', '--tool', tool], { cwd: folder })
    const { tools } = readToml('p/plugin.toml') as { tools: readonly { name: string }[] }
    expect(tools.map(({ name }) => name)).toEqual([tool, second])
    expect(readToml('p/cases/count-words.toml')).toMatchObject({ tool: second })
    expect(readFileSync(join(folder, 'p/test/plugin.test.mjs'), 'utf8')).toContain(JSON.stringify(second))
  })

  test('passes its own tests and its own cases, with nothing installed in it', async () => {
    await runCli(['new', 'p', '--tool', `it's"odd"`], { cwd: folder })
    const project = join(folder, 'p')
    expect((await runCli(['build'], { cwd: project })).exitCode).toBe(0)
    const cases = await runCli(['test', '--json'], { cwd: project })
    expect(JSON.parse(cases.stdout)).toMatchObject({ status: 'passed', case_count: 3 })
    mkdirSync(join(folder, 'bin'))
    symlinkSync(asset('dist/cli.js'), join(folder, 'bin/yoi-plugin'))
    const run = spawnSync(process.execPath, ['--test', 'test/plugin.test.mjs'], {
      cwd: project,
      encoding: 'utf8',
      env: { PATH: `${join(folder, 'bin')}:${process.env.PATH}`, HOME: folder },
    })
    expect(run.stdout).toMatch(/^# pass 4$/m)
    expect(run.status).toBe(0)
    const missing = spawnSync(process.execPath, ['--test', 'test/plugin.test.mjs'], {
      cwd: project,
      encoding: 'utf8',
      env: { PATH: '/nowhere', HOME: folder },
    })
    expect(missing.stdout).toContain('npm install --global yoi-plugin')
  })

  test('type-checks with nothing installed in it', async () => {
    await runCli(['new', 'p'], { cwd: folder })
    await typeCheck(join(folder, 'p'))
  })

  test('has input types that notice a mistake', async () => {
    await runCli(['new', 'p'], { cwd: folder })
    const file = join(folder, 'p/src/plugin.ts')
    writeFileSync(file, readFileSync(file, 'utf8').replace('input.text.length', 'input.txt.length'))
    await expect(typeCheck(join(folder, 'p'))).rejects.toThrow(/plugin\.ts.*txt/)
  })
})

describe('yoi-plugin new refuses, and writes nothing', () => {
  test.each([
    ['a folder with a file in it', ['full'], 'destination-not-empty'],
    ['a symbolic link to an empty folder', ['link'], 'destination-symlink'],
    ['a symbolic link with a slash after it', ['link/'], 'destination-symlink'],
    ['a symbolic link to nothing', ['dangling'], 'destination-symlink'],
    ['a file', ['file'], 'destination-not-folder'],
    ['a folder below a file', ['file/below'], 'destination-not-folder'],
    ['a folder below a link to itself', ['loop/below'], 'destination-not-folder'],
    ['an id with a space', ['p', '--id', 'my plugin'], 'bad-id'],
    ['an id that ends with a dot', ['p', '--id', 'acme.'], 'bad-id'],
    ['an id with a source', ['p', '--id', 'project:acme'], 'bad-id'],
    ['an id of 129 bytes', ['p', '--id', 'a'.repeat(129)], 'bad-id'],
    ['an empty id', ['p', '--id='], 'bad-id'],
    ['a tool name with a space', ['p', '--tool', 'my tool'], 'bad-tool'],
    ['a tool name with a control character', ['p', '--tool', 'a\u0001'], 'bad-tool'],
    ['a tool name of 129 bytes', ['p', '--tool', '検'.repeat(43)], 'bad-tool'],
    ['a blank name', ['p', '--name', ' \u0085\u3000'], 'bad-name'],
    ['an unknown template', ['p', '--template', 'cobol'], 'unknown-template'],
    ['a second folder', ['p', 'q'], 'argument-unexpected'],
    ['an unknown option', ['p', '--descripton', 'x'], 'unknown-option'],
  ])('%s', async (_, words, code) => {
    mkdirSync(join(folder, 'full'))
    writeFileSync(join(folder, 'full/.hidden'), '')
    mkdirSync(join(folder, 'target'))
    symlinkSync('target', join(folder, 'link'))
    symlinkSync('nowhere', join(folder, 'dangling'))
    symlinkSync('loop', join(folder, 'loop'))
    writeFileSync(join(folder, 'file'), 'mine')
    const before = [readTree(folder), readdirSync(folder)]

    const text = await runCli(['new', ...words], { cwd: folder })
    expect(text).toMatchObject({ exitCode: 2, stdout: '' })
    expect(text.stderr).toMatch(/^error: .+\.\nfix: .+[.?]\n$/)
    const json = await runCli(['new', ...words, '--json'], { cwd: folder })
    expect(json).toMatchObject({ exitCode: 2, stderr: '' })
    expect(JSON.parse(json.stdout)).toMatchObject({ format: 'yoi-plugin/error@1', code })

    expect([readTree(folder), readdirSync(folder)]).toEqual(before)
  })
})

/** @throws with the compiler's output when it reports anything */
async function typeCheck(project: string): Promise<void> {
  const run = await execa(process.execPath, [TSC, '-p', project], { reject: false })
  if (run.exitCode !== 0) throw new Error(run.stdout)
}

describe('new --engine', () => {
  test('starlingmonkey: settings, the package of the engine, and the step that installs it', async () => {
    const run = await runCli(['new', 'big', '--engine', 'starlingmonkey'], { cwd: folder })
    expect(run).toMatchObject({ exitCode: 0, stderr: '' })
    expect(run.stdout).toContain('  cd big\n  npm install\n  yoi-plugin build\n')
    expect(readToml('big/yoi-plugin.toml')).toMatchObject({
      build: { engine: 'starlingmonkey' },
      host: { revision: 'js-engines' },
    })
    const manifest = JSON.parse(readFileSync(join(folder, 'big/package.json'), 'utf8'))
    expect(manifest.devDependencies).toMatchObject({
      '@bytecodealliance/componentize-js': expect.stringMatching(/^\d+\.\d+\.\d+$/),
    })
  })

  test('quickjs: what is written without the option', async () => {
    await runCli(['new', 'a', '--id', 'x'], { cwd: folder })
    await runCli(['new', 'b', '--id', 'x', '--engine', 'quickjs'], { cwd: folder })
    expect(readTree(join(folder, 'b'))).toEqual(readTree(join(folder, 'a')))
  })

  test.each([
    [['--engine', 'v8'], 'There is no engine "v8".'],
    [['--engine', 'quickjs', '--template', 'rust-tool'], 'needs no engine'],
  ])('%j is wrong use, and nothing is written', async (args, message) => {
    const run = await runCli(['new', 'a', ...args], { cwd: folder })
    expect(run.exitCode).toBe(2)
    expect(run.stderr).toContain(message)
    expect(existsSync(join(folder, 'a'))).toBe(false)
  })

  test('a build without the package of the engine says what to type', async () => {
    await runCli(['new', 'big', '--engine', 'starlingmonkey'], { cwd: folder })
    const run = await runCli(['build', 'big'], { cwd: folder })
    expect(run.exitCode).toBe(2)
    expect(run.stderr).toContain('npm install --save-dev @bytecodealliance/componentize-js')
  })
})
