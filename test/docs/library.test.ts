import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { execa } from 'execa'
import { beforeAll, expect, test } from 'vitest'
import { packageDigest } from '../../src/package/digest.ts'
import { readArchive } from '../../src/package/zip/read-archive.ts'
import { assembleGuest } from '../support/assemble.ts'
import { ONE_TOOL, packedPlugin } from '../support/packed-plugin.ts'
import { emptyFolder, runCli } from '../support/run-cli.ts'

const page = readFileSync(new URL('../../docs/library.md', import.meta.url), 'utf8')
const examples = [...page.matchAll(/^```ts\n(.*?)^```/gms)].map(match => match[1]!)
const library = pathToFileURL(fileURLToPath(new URL('../../dist/index.js', import.meta.url))).href

let folder = ''
/** A project, and the same plugin in a store with a configuration that enables it. */
beforeAll(async () => {
  folder = emptyFolder()
  const component = await assembleGuest('echo.wat')
  const more = ONE_TOOL.replaceAll('"echo"', '"search_notes"')
  const bytes = packedPlugin({ more, files: { 'plugin.component.wasm': component } })
  const archive = readArchive(bytes)
  if (!archive.ok) throw new Error(archive.refusal.message)
  mkdirSync(join(folder, 'my-plugin'))
  for (const [path, content] of archive.files) writeFileSync(join(folder, 'my-plugin', path), content)
  mkdirSync(join(folder, '.yoi/plugins'), { recursive: true })
  writeFileSync(join(folder, '.yoi/plugins/echo.yoi-plugin'), bytes)
  const pins = `id = "project:acme.echo"\nversion = "0.1.0"\ndigest = "${packageDigest(archive.files)}"\n`
  writeFileSync(
    join(folder, 'worker.toml'),
    `[feature.plugins]\nenabled = true\n[[plugins.enabled]]\n${pins}[plugins.enabled.grants]\n${pins}
permissions = [{ kind = "surface", surface = "tool" }, { kind = "tool", name = "search_notes" }]\n`,
  )
})

test.each([
  ['over plugins at hand', 0, /^0016 \d+\n$/],
  ['over stores', 1, /name: 'search_notes'.*\] \[\] \[\]\n$/s],
] as const)('the example of a host %s runs as it stands', async (_, index, output) => {
  const file = join(folder, `example-${index}.mjs`)
  writeFileSync(file, examples[index]!.replaceAll("'yoi-plugin'", `'${library}'`))
  const { stdout, stderr, exitCode } = await execa(process.execPath, [file], {
    cwd: folder,
    env: { HOME: folder },
    extendEnv: false,
    reject: false,
    stripFinalNewline: false,
  })
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout).toMatch(output)
})

test('the example of a build runs as it stands', async () => {
  const cwd = emptyFolder()
  await runCli(['new', 'my-plugin', '--tool', 'say'], { cwd })
  writeFileSync(join(cwd, 'example.mjs'), examples[2]!.replaceAll("'yoi-plugin'", `'${library}'`))
  const { stdout, exitCode } = await execa(process.execPath, ['example.mjs'], {
    cwd,
    env: { HOME: cwd },
    extendEnv: false,
    reject: false,
  })
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/^6\d{5} \d{5} \[\n.*tool: 'say', fuel: \d+/s)
})

test('every example is run', () => {
  expect(examples).toHaveLength(3)
})
