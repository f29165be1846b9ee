import { expect, test } from 'vitest'
import { catalogue } from '../../src/check/catalogue.ts'
import { runCli } from '../support/run-cli.ts'
import { runInProcess } from '../support/run-in-process.ts'

test('explain prints the page of a rule', async () => {
  const run = await runCli(['explain', 'build/stale'])
  expect(run).toMatchObject({ exitCode: 0, stderr: '' })
  expect(run.stdout).toMatch(
    /^# build\/stale\n[\s\S]*\n## What\n[\s\S]*\n## Why\n[\s\S]*\n## Bad\n[\s\S]*\n## Good\n/,
  )
})

test('explain lists every rule with severity and title', async () => {
  const run = await runCli(['explain'])
  expect(run).toMatchObject({ exitCode: 0, stderr: '' })
  const words = run.stdout
    .trimEnd()
    .split('\n')
    .map(line => line.split(/ {2,}/))
  expect(words).toEqual(catalogue.map(({ id, severity, title }) => [id, severity, title]))
  const { format, rules } = JSON.parse((await runCli(['explain', '--json'])).stdout)
  expect(format).toBe('yoi-plugin/explain@1')
  expect(rules).toEqual(catalogue.map(({ id, severity, title }) => ({ rule: id, severity, title })))
})

test('explain has a page for every rule that it lists', async () => {
  for (const { id, severity, title } of catalogue) {
    const { exitCode, out, err } = await runInProcess('/', 'explain', id, '--json')
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' })
    expect(JSON.parse(out)).toEqual({
      format: 'yoi-plugin/explain@1',
      rule: id,
      severity,
      title,
      page: expect.stringMatching(new RegExp(`^# ${id}\n`)),
    })
  }
})

test.each([
  ['build/stael', 'Did you mean `yoi-plugin explain build/stale`?'],
  ['over-budget', 'Did you mean `yoi-plugin explain build/over-budget`?'],
  ['../../README', 'List all rules with `yoi-plugin explain`.'],
])('explain %s suggests the rule that was meant', async (rule, fix) => {
  expect(await runCli(['explain', rule])).toMatchObject({
    exitCode: 2,
    stdout: '',
    stderr: expect.stringContaining(`fix: ${fix}\n`),
  })
})
