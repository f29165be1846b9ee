import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser'
import { expect, test } from 'vitest'
import { emptyFolder, readTree, runCli } from '../support/run-cli.ts'

async function write(...words: readonly string[]): Promise<Record<string, string>> {
  const folder = emptyFolder()
  const run = await runCli(['new', 'p', '--template', 'rust-tool', ...words], { cwd: folder })
  expect(run).toMatchObject({ exitCode: 0, stderr: '' })
  return readTree(join(folder, 'p'))
}

const toml = (text: string | undefined) =>
  getStaticTOMLValue(parseTOML(text ?? '')) as Record<string, Record<string, unknown>>

test('new --template rust-tool writes a whole crate with the WIT that it needs', async () => {
  const files = await write()
  expect(Object.keys(files)).toEqual([
    '.cargo/config.toml',
    '.gitattributes',
    '.github/workflows/plugin.yml',
    '.gitignore',
    'AGENTS.md',
    'Cargo.toml',
    'README.md',
    'cases/p_echo.toml',
    'plugin.toml',
    'src/lib.rs',
    'src/pdk.rs',
    'types/plugin.schema.json',
    'types/yoi-plugin.schema.json',
    'wit/deps/yoi-host/fs.wit',
    'wit/deps/yoi-host/request.wit',
    'wit/deps/yoi-host/websocket.wit',
    'wit/plugin.wit',
    'yoi-plugin.toml',
  ])
  expect(files['src/lib.rs']).toContain('    "p_echo" => echo,\n')
  expect(files['wit/plugin.wit']).toBe(
    readFileSync(new URL('../../wit/yoi-plugin/plugin.wit', import.meta.url), 'utf8'),
  )
})

test('ids and names reach every file of the crate, whatever they hold', async () => {
  const files = await write('--id', '1.Acme_Tool', '--tool', 'a"b\\c', '--description', 'Say "x"')
  expect(toml(files['Cargo.toml']).package).toMatchObject({
    name: 'plugin-1-acme_tool',
    description: 'Say "x"',
  })
  expect(toml(files['Cargo.toml']).lib).toEqual({ name: 'plugin', 'crate-type': ['cdylib'] })
  expect(toml(files['plugin.toml'])).toMatchObject({ id: '1.Acme_Tool', tools: [{ name: 'a"b\\c' }] })
  expect(files['src/lib.rs']).toContain('    "a\\"b\\\\c" => echo,\n')
})
