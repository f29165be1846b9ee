import { describe, expect, test } from 'vitest'
import { runCli } from '../support/run-cli.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

const temporary = useTemporaryFolders()

/** A package with one warning: a comment about a rule that does not exist. It runs nothing. */
const MANIFEST = `schema_version = 1
id = "acme.data"
name = "Data"
version = "0.1.0"
# yoi-plugin: ignore[no/such-rule] to be warned about
description = "Files only."
`
const settings = (rule: string, severity: string) =>
  `[rules."${rule}"]\nseverity = "${severity}"\nreason = "a decision of the team"\n`

const project = (toml = '', manifest = MANIFEST) =>
  temporary({
    'plugin.toml': manifest,
    'README.md': 'Data.',
    'yoi-plugin.toml': settings('component/no-runtime', 'off') + toml,
  })

const check = (folder: string, ...words: readonly string[]) =>
  runInProcess(folder, 'check', '--static', ...words)

const rulesOf = (out: string): string[] =>
  JSON.parse(out).findings.map(
    ({ rule, severity }: { rule: string; severity: string }) => `${severity} ${rule}`,
  )

describe('severities', () => {
  test('--strict makes an error of a warning', async () => {
    const folder = project()
    expect(rulesOf((await check(folder, '--json')).out)).toContain('warning check/unknown-rule')
    const strict = await runCli(['check', '--static', '--strict', '--json'], { cwd: folder })
    expect(strict.exitCode).toBe(1)
    expect(rulesOf(strict.stdout)).toContain('error check/unknown-rule')
  })

  test('[rules] and --no-config', async () => {
    const folder = project(settings('check/unknown-rule', 'error'))
    expect(rulesOf((await check(folder, '--json')).out)).toContain('error check/unknown-rule')
    expect(rulesOf((await check(folder, '--json', '--no-config')).out).join()).not.toContain('check/')
  })
})

describe('host revisions', () => {
  test('--host-revision takes a known one, whatever the project says', async () => {
    const folder = project('[host]\nrevision = "yoi-1999-01"\n')
    const report = JSON.parse((await check(folder, '--json')).out)
    expect(report.findings).toContainEqual(
      expect.objectContaining({
        rule: 'host/unknown-revision',
        severity: 'error',
        fix: expect.stringContaining('yoi-2026-08'),
        at: expect.objectContaining({ file: 'yoi-plugin.toml', line: 5 }),
      }),
    )
    const asked = JSON.parse((await check(folder, '--json', '--host-revision', 'yoi-2026-08')).out)
    expect(asked.host_revision).toBe('yoi-2026-08')
    expect(JSON.stringify(asked.findings)).not.toContain('unknown-revision')
  })

  test('an unknown one on the command line is wrong use, and the known ones are listed', async () => {
    const run = await check(project(), '--host-revision', 'next')
    expect(run).toMatchObject({ exitCode: 2, out: '' })
    expect(run.err).toMatch(/There is no host revision "next".*\n.*yoi-2026-08/)
  })
})

describe('formats', () => {
  test.each([
    [['--format', 'xml'], 'text, json, sarif, github, junit'],
    [['--format', 'sarif', '--json'], 'Keep one of the two.'],
  ])('%j is refused', async (words, text) => {
    const run = await check(project(), ...words)
    expect(run.exitCode).toBe(2)
    expect(run.err + run.out).toContain(text)
  })

  test('--json and --format json are the same', async () => {
    const folder = project()
    expect((await check(folder, '--format', 'json')).out).toBe((await check(folder, '--json')).out)
  })
})
