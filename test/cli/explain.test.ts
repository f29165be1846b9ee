import { expect, test } from 'vitest'
import { runCli } from '../support/run-cli.ts'

test('explain prints the page of a rule', async () => {
  const run = await runCli(['explain', 'build/stale'])
  expect(run).toMatchObject({ exitCode: 0, stderr: '' })
  expect(run.stdout).toMatch(
    /^# build\/stale\n[\s\S]*\n## What\n[\s\S]*\n## Why\n[\s\S]*\n## Bad\n[\s\S]*\n## Good\n/,
  )
})

test('explain lists every rule, and explains each', async () => {
  const { rules } = JSON.parse((await runCli(['explain', '--json'])).stdout)
  expect(rules).toContain('build/missing')
  expect((await runCli(['explain'])).stdout.trimEnd().split('\n')).toEqual(rules)
  for (const rule of rules.slice(0, 5)) {
    const { page } = JSON.parse((await runCli(['explain', rule, '--json'])).stdout)
    expect(page).toMatch(new RegExp(`^# ${rule}\n`))
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
