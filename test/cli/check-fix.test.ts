import { execFileSync } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { packedPlugin } from '../support/packed-plugin.ts'
import { readTree, runCli } from '../support/run-cli.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

const temporary = useTemporaryFolders()

/** Everything that has one right answer, between comments and odd formatting. */
const BROKEN = `# The plugin.   
schema_version = 2   # was raised by accident
id   =   'acme.echo'
name = "Echo"
versoin = "0.1.0"

surfaces = [ ]  # nothing listed
permissions = [
\t{ kind = "surface", surface = "tool" }, # the surface
\t# and no tool
]

[runtime] # how it runs
kind = "wasm"
world = "yoi:plugin/tool@1.0.0"
abi = "yoi-plugin-wasm-1"
# where it is
component = "plugin.component.wasm" # yoi-plugin: ignore[tools/surface-not-listed] not needed any more

[[tools]]
name = "say"
description = "Says it."
input_schema = { type = "object", additionalProperties = false }
`
const FIXED = `# The plugin.   
schema_version = 1   # was raised by accident
id   =   'acme.echo'
name = "Echo"
version = "0.1.0"

surfaces = ["tool" ]  # nothing listed
permissions = [
\t{ kind = "surface", surface = "tool" }, # the surface
\t{ kind = "tool", name = "say" },
\t# and no tool
]

[runtime] # how it runs
kind = "wasm-component"
world = "yoi:plugin/tool@1.0.0"
# where it is
component = "plugin.component.wasm"

[[tools]]
name = "say"
description = "Says it."
input_schema = { type = "object", additionalProperties = false }
`
const SETTINGS = '[build]\nlanguage = "typescript"\nentri = "src/plugin.ts" # a comment\n'

const broken = (toml = BROKEN) =>
  temporary({ 'plugin.toml': toml, 'yoi-plugin.toml': SETTINGS, 'plugin.component.wasm': 'not wasm' })

describe('yoi-plugin check --fix', () => {
  test('writes what has one right answer and leaves every other byte alone; a second run changes nothing', async () => {
    const folder = broken()
    const run = await runCli(['check', '--fix', '--static'], { cwd: folder })
    expect(run.exitCode).toBe(1)
    expect(run.stderr).toMatch(/^fixed \d problems in plugin\.toml\nfixed 1 problem in yoi-plugin\.toml\n$/)
    expect(readTree(folder)).toEqual({
      'plugin.toml': FIXED,
      'yoi-plugin.toml': SETTINGS.replace('entri', 'entry'),
      'plugin.component.wasm': 'not wasm',
    })
    const { mtimeMs, ino } = statSync(join(folder, 'plugin.toml'))
    const again = await runInProcess(folder, 'check', '--fix', '--static')
    expect(again.err).toBe('')
    expect(statSync(join(folder, 'plugin.toml'))).toMatchObject({ mtimeMs, ino })
    expect(again.out).not.toContain('--fix can do this')
  })

  test('keeps CRLF and a byte order mark', async () => {
    const folder = broken(`\ufeff${BROKEN.replaceAll('\n', '\r\n')}`)
    await runInProcess(folder, 'check', '--fix', '--static')
    expect(readFileSync(join(folder, 'plugin.toml'), 'utf8')).toBe(`\ufeff${FIXED.replaceAll('\n', '\r\n')}`)
  })

  test('--dry-run prints a diff that git applies to the same result, and writes nothing', async () => {
    const folder = broken()
    const before = readTree(folder)
    const run = await runInProcess(folder, 'check', '--fix', '--dry-run')
    expect(run).toMatchObject({ exitCode: 1, err: '' })
    expect(readTree(folder)).toEqual(before)
    execFileSync('git', ['apply', '-'], { cwd: folder, input: run.out, stdio: 'pipe' })
    expect(readFileSync(join(folder, 'plugin.toml'), 'utf8')).toBe(FIXED)
    expect(await runInProcess(folder, 'check', '--fix', '--dry-run')).toMatchObject({ exitCode: 0, out: '' })
  })

  test('the diff of a stranger holds nothing that a terminal obeys', async () => {
    const toml = 'schema_version = 2\nid = "a"\nname = "\u009b31m \u202e ##[error]"\nversion = "1"\n'
    const { out } = await runInProcess(broken(toml), 'check', '--fix', '--dry-run')
    expect(out).toContain('+schema_version = 1')
    expect(out).not.toMatch(/\u009b|\u202e|##\[/)
  })

  test('does not touch what is suppressed, nor yoi-plugin.toml with --no-config', async () => {
    const folder = broken('schema_version = 1\nid = "a"\nname = "A"\nversion = "1"\nnmae = "x"\n')
    await runInProcess(folder, 'check', '--fix', '--static', '--no-config')
    expect(readFileSync(join(folder, 'yoi-plugin.toml'), 'utf8')).toBe(SETTINGS)
  })

  test('fixes every project of a pattern', async () => {
    const folder = temporary({
      'p/a/plugin.toml': BROKEN,
      'p/b/plugin.toml': BROKEN,
      'p/b/plugin.component.wasm': 'x',
      'p/a/plugin.component.wasm': 'x',
    })
    const run = await runInProcess(folder, 'check', '--fix', '--static', 'p/*')
    expect(run.err).toMatch(
      /^fixed \d problems in p\/a\/plugin\.toml\nfixed \d problems in p\/b\/plugin\.toml\n$/,
    )
    expect(readFileSync(join(folder, 'p/b/plugin.toml'), 'utf8')).toBe(FIXED)
  })

  test.each([
    [['a.yoi-plugin', '--fix'], '"a.yoi-plugin" is a file; --fix changes the files of a project.'],
    [['--dry-run'], '--dry-run is given without --fix.'],
    [['--fix', '--dry-run', '--format', 'sarif'], '--fix --dry-run prints a diff, not sarif.'],
  ])('%j is refused before anything is written', async (words, what) => {
    const folder = broken()
    writeFileSync(join(folder, 'a.yoi-plugin'), packedPlugin())
    const { exitCode, err } = await runInProcess(folder, 'check', ...words)
    expect(exitCode).toBe(2)
    expect(err).toContain(what)
    expect(readFileSync(join(folder, 'plugin.toml'), 'utf8')).toBe(BROKEN)
  })
})
