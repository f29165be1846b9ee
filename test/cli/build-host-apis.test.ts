import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { keepOneTool } from '../support/keep-one-tool.ts'
import { emptyFolder } from '../support/run-cli.ts'
import { runInProcess } from '../support/run-in-process.ts'

const SOURCE = `import { defineTools, readText, request } from 'yoi-plugin/pdk'

export default defineTools({
  say: {
    run() {
      const { content } = readText('greeting.txt')
      request({ method: 'POST', url: 'https://api.example.com/v1/greetings', body: content })
      return { summary: content }
    },
  },
})
`

let project = ''
beforeEach(async () => {
  const folder = emptyFolder()
  project = join(folder, 'p')
  await runInProcess(folder, 'new', 'p', '--id', 'acme.echo', '--tool', 'say')
  keepOneTool(join(folder, 'p'))
  writeFileSync(join(project, 'src/plugin.ts'), SOURCE)
})

const build = (...words: string[]) => runInProcess(project, 'build', ...words)

/** Puts permissions into the list and lines behind it, as the build says. */
function ask(permissions: readonly string[], lines: string): void {
  const path = join(project, 'plugin.toml')
  const text = readFileSync(path, 'utf8')
  const list = /^permissions = \[/m
  expect(text).toMatch(list)
  writeFileSync(
    path,
    `${text.replace(list, `permissions = [${permissions.map(item => `${item}, `).join('')}`)}\n${lines}`,
  )
}

describe('yoi-plugin build of code that calls host APIs', () => {
  test('fails without the permissions, says what to add and where, and replaces nothing', async () => {
    rmSync(join(project, 'plugin.component.wasm'), { force: true })
    const run = await build()
    expect(run.exitCode).toBe(1)
    expect(run.out).toBe(`src/plugin.ts:7:7  error build/host-api-not-requested
  The code uses the host API request, but plugin.toml does not request it.
  why: The component would import yoi:host/request@1.0.0, and the host refuses an import that the manifest does not request.
  fix: Add { kind = "host_api", api = "request" } to permissions in plugin.toml, and [[request]] with scheme = "https", host = "api.example.com", methods = ["POST"] and path_prefixes = ["/v1/"]; or remove the call.

src/plugin.ts:6:27  error build/host-api-not-requested
  The code uses the host API fs, but plugin.toml does not request it.
  why: The component would import yoi:host/fs@1.0.0, and the host refuses an import that the manifest does not request.
  fix: Add { kind = "host_api", api = "fs" } to permissions in plugin.toml; or remove the call.

not built, nothing was replaced
`)
    expect(statSync(join(project, 'plugin.component.wasm'), { throwIfNoEntry: false })).toBeUndefined()
  })

  test('works once they are added, and check agrees but for the host that cannot run it yet', async () => {
    ask(
      ['{ kind = "host_api", api = "request" }', '{ kind = "host_api", api = "fs" }'],
      '[[request]]\nscheme = "https"\nhost = "api.example.com"\nmethods = ["POST"]\npath_prefixes = ["/v1/"]\n',
    )
    expect(await build()).toMatchObject({ exitCode: 0 })
    const { exitCode, out } = await runInProcess(project, 'check', '--static', '--json')
    expect(exitCode).toBe(0)
    const { findings, footprint } = JSON.parse(out)
    expect(findings.map((finding: { rule: string }) => finding.rule).sort()).toEqual([
      'host/no-host-apis-yet',
      'host/own-check-rejects',
      'tools/writes-undeclared',
    ])
    expect(footprint).toMatchObject({ coreInstances: 2, tables: 0, memories: 1 })
  })
})
