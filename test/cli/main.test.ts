import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test, vi } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { emptyFolder, readTree, runCli } from '../support/run-cli.ts'

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

describe('an interrupted command', () => {
  test.each([
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('that gets %s exits with %i and writes nothing', async (signal, code) => {
    const folder = emptyFolder()
    await runCli(['new', 'p'], { cwd: folder })
    const source = join(folder, 'p/src/plugin.ts')
    writeFileSync(source, readFileSync(source, 'utf8').replace('export default', 'for (;;);\nexport default'))
    const before = readTree(folder)
    const types = join(folder, 'p/src/generated/tools.d.ts')
    rmSync(types)
    const child = spawn(process.execPath, [CLI, 'build', 'p'], { cwd: folder, stdio: 'ignore' })
    // The types are written just before the plugin's endless code starts.
    await vi.waitUntil(() => existsSync(types), { timeout: 20_000, interval: 5 })
    child.kill(signal)
    expect(await new Promise(done => child.on('close', done))).toBe(code)
    expect(readTree(folder)).toEqual(before)
  })
})

describe('yoi-plugin', () => {
  test.each([['--help'], ['-h'], ['help']])('%s lists every command on stdout', async word => {
    const run = await runCli([word])
    expect(run).toMatchObject({ exitCode: 0, stderr: '' })
    for (const { name, summary } of COMMANDS)
      expect(run.stdout).toMatch(new RegExp(`^ {2}${name} +${summary}$`, 'm'))
  })

  test.each(COMMANDS.map(({ name }) => [name]))('%s --help shows its usage and --json', async name => {
    const run = await runCli([name, '--help'])
    expect(run).toMatchObject({ exitCode: 0, stderr: '' })
    expect(run.stdout).toMatch(new RegExp(`^Usage: yoi-plugin ${name} `))
    expect(run.stdout).toMatch(/^ {2}--json /m)
    expect((await runCli(['help', name])).stdout).toBe(run.stdout)
  })

  test.each([['--version'], ['-v']])('%s prints the version of the package', async word => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
    expect(await runCli([word])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' })
  })

  test('without a command says what to do', async () => {
    expect(await runCli([])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'error: No command was given.\nfix: See `yoi-plugin --help`.\n',
    })
  })

  test('suggests the command that was meant', async () => {
    expect(await runCli(['nwe'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'error: There is no command "nwe".\nfix: Did you mean `yoi-plugin new`?\n',
    })
  })

  test('reports wrong use as JSON on stdout when JSON was asked for', async () => {
    const run = await runCli(['zzzz\u001b[2J', '--json'])
    expect(run).toMatchObject({ exitCode: 2, stderr: '' })
    expect(JSON.parse(run.stdout)).toEqual({
      format: 'yoi-plugin/error@1',
      code: 'unknown-command',
      what: 'There is no command "zzzz\\u001b[2J".',
      fix: 'See `yoi-plugin --help`.',
    })
  })

  test('ends quietly when the reader of its output goes away', async () => {
    const child = spawn(process.execPath, [CLI, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.destroy()
    let stderr = ''
    child.stderr.on('data', chunk => {
      stderr += chunk
    })
    const code = await new Promise(done => child.on('close', done))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })
})

describe.runIf(existsSync('/dev/full'))('output that cannot be written', () => {
  /** Runs the command with `/dev/full` as some of its streams. */
  async function runIntoFull(words: readonly string[], ...full: readonly ('stdout' | 'stderr')[]) {
    const device = openSync('/dev/full', 'w')
    const streamOf = (name: 'stdout' | 'stderr') => (full.includes(name) ? device : 'pipe')
    const child = spawn(process.execPath, [CLI, ...words], {
      stdio: ['ignore', streamOf('stdout'), streamOf('stderr')],
    })
    closeSync(device)
    let written = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', chunk => {
        written += chunk
      })
    const code = await new Promise(done => child.on('close', done))
    return { code, written }
  }

  test('is reported on stderr with exit code 2', async () => {
    expect(await runIntoFull(['--help'], 'stdout')).toEqual({
      code: 2,
      written:
        'error: The output cannot be written (ENOSPC: no space left on device, write).\n' +
        'fix: Make room for it or send it elsewhere, then run the command again.\n',
    })
  })

  test('leaves the exit code of wrong use as it is, and stdout to programs', async () => {
    expect(await runIntoFull(['nwe'], 'stderr')).toEqual({ code: 2, written: '' })
    expect(await runIntoFull(['nwe', '--json'], 'stdout', 'stderr')).toEqual({ code: 2, written: '' })
  })
})
