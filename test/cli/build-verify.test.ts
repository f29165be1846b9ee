import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyFolder, runCli } from '../support/run-cli.ts'

test('a build that is the same elsewhere says so', async () => {
  const folder = emptyFolder()
  await runCli(['new', 'p', '--id', 'acme.echo', '--tool', 'say'], { cwd: folder })
  const project = join(folder, 'p')
  const run = await runCli(['build', '--verify'], { cwd: project })
  expect(run).toMatchObject({ exitCode: 0, stderr: '' })
  expect(run.stdout).toContain(
    'verified: a second build, in another folder and process, gave the same bytes\n',
  )
})

test('a build that depends on what lies outside of the project shows the first difference', async () => {
  const folder = emptyFolder()
  mkdirSync(join(folder, 'a/b'), { recursive: true })
  await runCli(['new', 'a/b/p', '--id', 'acme.echo', '--tool', 'say'], { cwd: folder })
  const project = join(folder, 'a/b/p')
  const temporary = join(folder, 'tmp')
  mkdirSync(temporary)
  const plugin = readFileSync(join(project, 'src/plugin.ts'), 'utf8')
  writeFileSync(
    join(project, 'src/plugin.ts'),
    `import { word } from '../../../../word'\n${plugin.replace('summary: `Echoed', 'summary: `${word}')}`,
  )
  writeFileSync(join(folder, 'a/word.ts'), "export const word = 'first'\n")
  writeFileSync(join(folder, 'word.ts'), "export const word = 'ours'\n")
  const missing = await runCli(['build', '--verify', '--json'], { cwd: project, env: { TMPDIR: temporary } })
  expect(missing.exitCode).toBe(1)
  expect(JSON.parse(missing.stdout)).toMatchObject({ status: 'built', reproduced: false })
  expect(JSON.parse(missing.stdout).findings[0].message).toMatch(
    /^A second build, from a copy of the project in another folder, failed: The import "\.\.\/\.\.\/\.\.\/\.\.\/word" was not found\.$/,
  )
  writeFileSync(join(temporary, 'word.ts'), "export const word = 'theirs'\n")
  const other = await runCli(['build', '--verify'], { cwd: project, env: { TMPDIR: temporary } })
  expect(other.exitCode).toBe(1)
  expect(other.stdout).toContain('error build/not-reproducible')
  expect(other.stdout).toMatch(
    /first differs at byte \d+ \(core module 0, \w+ section(, memory address \d+)?\): ([0-9a-f]{2} ?)+, then ([0-9a-f]{2} ?)+\./,
  )
})
