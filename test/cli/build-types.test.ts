import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { asset } from '../../src/assets.io.ts'
import { emptyFolder, runCli } from '../support/run-cli.ts'

/** A new project with the typescript of this repository. */
async function typedProject(): Promise<string> {
  const folder = emptyFolder()
  await runCli(['new', 'p', '--id', 'acme.echo', '--tool', 'say'], { cwd: folder })
  const project = join(folder, 'p')
  mkdirSync(join(project, 'node_modules'))
  symlinkSync(asset('node_modules/typescript'), join(project, 'node_modules/typescript'))
  return project
}

function change(project: string, path: string, from: string, to: string): void {
  const text = readFileSync(join(project, path), 'utf8')
  expect(text).toContain(from)
  writeFileSync(join(project, path), text.replace(from, to))
}

test('a schema that no longer fits the code is a type error, and the component stays', async () => {
  const project = await typedProject()
  const first = await runCli(['build', '--json'], { cwd: project })
  expect(JSON.parse(first.stdout)).toMatchObject({
    status: 'built',
    types: { status: 'checked' },
    findings: [],
  })
  const component = readFileSync(join(project, 'plugin.component.wasm'))
  change(project, 'plugin.toml', 'properties.text]\ntype = "string"', 'properties.text]\ntype = "integer"')
  const run = await runCli(['build'], { cwd: project })
  expect(run.exitCode).toBe(1)
  expect(run.stdout).toMatch(
    /^src\/plugin\.ts:\d+:\d+ {2}error build\/type-error\n {2}TS2339: Property 'length' does not exist on type 'number'\./,
  )
  expect(run.stdout).toMatch(/not built, nothing was replaced\n$/)
  expect(readFileSync(join(project, 'plugin.component.wasm')).equals(component)).toBe(true)
  const unchecked = await runCli(['build', '--no-types'], { cwd: project })
  expect(unchecked.exitCode).toBe(0)
  expect(unchecked.stdout).toContain('types not checked: --no-types was given')
})

test('a tool that the code does not have is a type error, too', async () => {
  const project = await typedProject()
  const tool = '[[tools]]\nname = "more"\ndescription = "More."\ninput_schema = { type = "object" }\n'
  writeFileSync(
    join(project, 'plugin.toml'),
    `${readFileSync(join(project, 'plugin.toml'), 'utf8')}\n${tool}`,
  )
  const run = await runCli(['build', '--json'], { cwd: project })
  const rules = JSON.parse(run.stdout).findings.map((finding: { rule: string }) => finding.rule)
  expect(rules).toContain('build/tool-not-implemented')
})
