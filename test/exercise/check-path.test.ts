import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkPath } from '../../src/exercise/check-path.io.ts'
import { assembleGuest } from '../support/assemble.ts'
import { makeFifo } from '../support/odd-files.ts'
import { ONE_TOOL } from '../support/packed-plugin.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

const makeFolder = useTemporaryFolders()

/** A plugin with a case that fails. */
async function makeProject(settings: string): Promise<string> {
  return makeFolder({
    'plugin.toml': `schema_version = 1\nid = "a"\nname = "A"\nversion = "1"\n${ONE_TOOL}`,
    'plugin.component.wasm': await assembleGuest('echo.wat'),
    'cases/a.toml': 'tool = "echo"\n[expect]\nsummary = "another"\n',
    'yoi-plugin.toml': settings,
  })
}

async function check(project: string) {
  const { findings, wasExercised } = await checkPath(project, { inputPath: 'p' })
  const errors = findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)
  return { errors, wasExercised }
}

describe('cases', () => {
  test('run under settings that can be taken', async () => {
    expect(await check(await makeProject('[grants]\n'))).toEqual({
      errors: ['case/failed'],
      wasExercised: true,
    })
  })

  test.each([
    ['[grants\n', 'project/syntax'],
    ['[grants]\nfs = [{ root = "/etc", operations = ["read"] }]\n', 'project/unsafe-path'],
    ['[host]\nrevision = "none"\n', 'host/unknown-revision'],
  ])('do not run under %j, which is the only problem', async (settings, rule) => {
    expect(await check(await makeProject(settings))).toEqual({ errors: [rule], wasExercised: false })
  })

  test.each([
    ['a link', 'package/symlink', (path: string) => symlinkSync('plugin.toml', path)],
    ['a pipe', 'package/not-a-file', makeFifo],
  ])('do not run when the settings are %s', async (_, rule, make) => {
    const project = await makeProject('')
    rmSync(join(project, 'yoi-plugin.toml'))
    make(join(project, 'yoi-plugin.toml'))
    expect(await check(project)).toEqual({ errors: [rule], wasExercised: false })
  })
})
