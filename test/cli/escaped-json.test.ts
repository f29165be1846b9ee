import { expect, test } from 'vitest'
import { assembleGuest } from '../support/assemble.ts'
import { ONE_TOOL, packedPlugin, STUB } from '../support/packed-plugin.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

const makeFolder = useTemporaryFolders()

const HOSTILE = 'a\u202e\u009b##[error]'
const TOOL = ONE_TOOL.replace('"Echoes."', `"${HOSTILE}"`)
const PACKED = packedPlugin({ more: TOOL, files: STUB })
const files = {
  'p/plugin.toml': `schema_version = 1\nid = "acme.echo"\nname = "${HOSTILE}"\nversion = "1"\n${TOOL}`,
  'p/plugin.component.wasm': await assembleGuest('echo.wat'),
  [`p/cases/${HOSTILE}.toml`]: 'tool = 1\n',
  'p/src/plugin.ts': `import '${HOSTILE}'\n`,
  [`${HOSTILE}.yoi-plugin`]: PACKED,
  [`.yoi/plugins/${HOSTILE}.yoi-plugin`]: PACKED,
}

test.each([
  ['check', 'p'],
  ['pack', 'p'],
  ['build', 'p'],
  ['show', './p'],
  ['show', 'project:acme.echo'],
  ['list'],
  ['install', `${HOSTILE}.yoi-plugin`, '--user'],
  ['new', HOSTILE, '--id', 'acme.x'],
  ['explain', HOSTILE],
  [HOSTILE],
])('%j --json shows no character that hides or directs', async (...words) => {
  const { out } = await runInProcess(makeFolder(files), ...words, '--json')
  expect(out).not.toMatch(/[\u202e\u009b]|##\[/)
  expect(out).toContain('\\u202e')
  expect(JSON.parse(out)).toHaveProperty('format')
})
