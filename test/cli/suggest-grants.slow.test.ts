import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { asset } from '../../src/assets.io.ts'
import type { Finding } from '../../src/finding.ts'
import { assembleGuest } from '../support/assemble.ts'
import { NetworkProject, networkGrants, networkManifest, PERMISSIONS } from '../support/network-plugin.ts'
import { runCli } from '../support/run-cli.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { WebServer } from '../support/web-server.ts'

const TARGETS = { address: 'api.example.com' }
const validate = new Ajv({ strict: false }).compile(
  JSON.parse(readFileSync(asset('schema/suggest-grants-report.schema.json'), 'utf8')),
)

let project: NetworkProject
beforeEach(async () => {
  project = await NetworkProject.open(TARGETS, await assembleGuest('network.wat'))
})

const read = (path: string) => readFileSync(project.path(path), 'utf8')
const suggest = (...words: readonly string[]) =>
  runInProcess(project.folder, 'test', 'plugin', '--suggest-grants', ...words)
const suggestJson = async (...words: readonly string[]) => {
  const report = JSON.parse((await suggest(...words, '--json')).out)
  validate(report)
  expect(validate.errors ?? []).toEqual([])
  return report
}
const passes = async () => (await runInProcess(project.folder, 'test', 'plugin')).exitCode === 0
const get = (path: string) => ({ method: 'GET', url: `https://api.example.com${path}` })
const fetchCase = (request: object) => `tool = "fetch"\ninput_json = '${JSON.stringify(request)}'\n`
const reply = '[[replies]]\ncall = "request.request"\nanswer = { status = 200 }\n'
const post = { method: 'POST', url: 'https://api.example.com/v1/b', body: '{}' }
const canned = {
  fetch: { 'fetch/get': `${fetchCase(get('/v1/a'))}${reply}`, 'fetch/post': `${fetchCase(post)}${reply}` },
  talk: {
    talk: 'tool = "talk"\ninput = { url = "wss://api.example.com/feed" }\n[[replies]]\ncall = "websocket.open"\n',
  },
  read: { read: 'tool = "read"\ninput = { path = "a.txt" }\n' },
}
const writeCases = (...names: (keyof typeof canned)[]) => {
  for (const name of names)
    for (const [file, text] of Object.entries(canned[name])) project.write(`cases/${file}.toml`, text)
}

/** plugin.toml with other lists than it has. */
const withLists = (lists: string) =>
  networkManifest(TARGETS).replace(/permissions = \[[\s\S]*?(?=\[runtime\])/, lists)

describe('test --suggest-grants', () => {
  test('prints TOML that can be pasted: everything passes with it, and without any one entry a case fails', async () => {
    writeCases('fetch', 'talk', 'read')
    const { exitCode, out } = await suggest()
    expect(exitCode).toBe(0)
    expect(out).toContain(
      '{ scheme = "https", host = "api.example.com", methods = ["GET"], path_prefixes = ["/v1/a"] }',
    )
    expect(out).toContain('{ scheme = "wss", host = "api.example.com", path_prefixes = ["/feed"] }')
    const [manifest = '', grants = ''] = out.split('# yoi-plugin.toml')
    const texts = {
      'plugin.toml': withLists(manifest),
      'yoi-plugin.toml': grants.slice(grants.indexOf('[grants]')),
    }
    const write = (changed: Partial<typeof texts> = {}) => {
      for (const [path, text] of Object.entries({ ...texts, ...changed })) project.write(path, text)
    }
    write()
    expect(await passes()).toBe(true)
    const proofs = out.split('\n').filter(line => / without .*: cases\//.test(line))
    let count = 0
    for (const [path, text] of Object.entries(texts))
      for (const line of text.split('\n').filter(each => each.startsWith('  { '))) {
        write({ [path]: text.replace(`${line}\n`, '') })
        expect(await passes(), `${path} without ${line}`).toBe(false)
        count += 1
      }
    expect(count).toBe(21)
    expect(proofs).toHaveLength(count)
  }, 120_000)

  test('finds what is missing although the manifest asks for nothing', async () => {
    project.write('plugin.toml', networkManifest(TARGETS, []).replace(/request = .*\nwebsocket = .*\n/, ''))
    project.write('yoi-plugin.toml', '[grants]\nfs = [{ root = "data", operations = ["read"] }]\n')
    writeCases('fetch')
    const { manifest, grants, status } = await suggestJson()
    expect(status).toBe('found')
    expect(manifest.permissions).toEqual([
      { kind: 'surface', surface: 'tool' },
      { kind: 'tool', name: 'fetch' },
      ...['request', 'websocket', 'fs'].map(api => ({ kind: 'host_api', api })),
    ])
    expect(manifest.request).toHaveLength(2)
    // Imported, and so asked for at the start, but not called.
    expect(manifest.websocket).toMatchObject([{ host: 'example.invalid' }])
    expect(grants.fs).toEqual([{ root: 'data', operations: ['read'] }])
  })

  test('leaves secrets out of addresses', async () => {
    project.write('cases/a.toml', `${fetchCase(get('/api/webhooks/123/aB-c9'))}${reply}`)
    const { out } = await suggest()
    expect(out).toContain('path_prefixes = ["/api/webhooks/"]')
    expect(out).not.toContain('aB-c9')
  })

  test('tells what is declared and granted and not needed, with its place', async () => {
    writeCases('fetch', 'talk', 'read')
    const extra = '{ scheme = "https", host = "old.example.com", methods = ["GET"], path_prefixes = ["/"] }'
    project.write(
      'plugin.toml',
      networkManifest(TARGETS, [...PERMISSIONS, '{ kind = "external_write" }']).replace(
        'request = [',
        `request = [${extra}, `,
      ),
    )
    project.write('yoi-plugin.toml', networkGrants(TARGETS).replace('["read"]', '["read", "write"]'))
    const { findings } = await suggestJson()
    expect(
      findings.map(({ rule, severity, message, at }: Finding) => [
        rule,
        severity,
        at?.file,
        at?.line,
        message,
      ]),
    ).toEqual([
      [
        'exercise/not-needed',
        'warning',
        'plugin.toml',
        14,
        'plugin.toml requests "external_write", and nothing that ran needs it.',
      ],
      [
        'exercise/not-needed',
        'warning',
        'plugin.toml',
        16,
        expect.stringContaining('https://old.example.com GET /'),
      ],
      ['exercise/not-needed', 'warning', 'yoi-plugin.toml', 5, expect.stringContaining('write of data')],
    ])
  })

  test('does not count cases about denials, and fails for one that does not pass', async () => {
    writeCases('read')
    project.write(
      'cases/denied.toml',
      `${canned.read.read}without = ["host_api.fs"]\n[expect]\ndenied = "host_api.fs"\n`,
    )
    const found = await suggestJson()
    expect(found).toMatchObject({
      status: 'found',
      counted: ['cases/read.toml'],
      not_counted: [{ case: 'cases/denied.toml', reason: 'it is about a denial' }],
    })
    project.write('cases/missing.toml', fetchCase(get('/')))
    const before = read('plugin.toml')
    const { exitCode, out } = await suggest('--apply')
    expect(exitCode).toBe(1)
    expect(out).toContain(
      '# not counted: cases/missing.toml: it does not pass: nothing recorded answers: GET https://api.example.com/',
    )
    expect(read('plugin.toml')).toBe(before)
    project.write('cases/read.toml', '')
    project.write('cases/missing.toml', '')
    expect(await suggestJson()).toMatchObject({ status: 'failed', manifest: null, grants: null })
  })
})

describe('--apply', () => {
  const COMMENTED = `schema_version = 1
id = "acme.network" # the id
name = "Network"
version = "0.1.0"
surfaces = ["tool"]
# What it may do.
permissions = [
  { kind = "surface", surface = "tool" }, # the tools
  { kind = "external_write" },            # once it wrote
  # each tool
  { kind = "tool", name = "fetch" },
  { kind = "tool", name = "talk" },
]

[runtime] # where the code is
kind = "wasm-component"
component = "plugin.component.wasm"
world = "yoi:plugin/tool@1.0.0"

# The API.
[[request]]
scheme = "https"
host = "api.example.com"
methods = ["GET", "DELETE", "POST"] # all of them
path_prefixes = ["/v1/"]

# Anywhere.
[[request]]
scheme = "*"
host = "*"
methods = ["GET"]

[[tools]]
name = "fetch"
description = "Does it."
input_schema = { type = "object" }
[[tools]]
name = "talk"
description = "Does it."
input_schema = { type = "object" }
[[tools]]
name = "read"
description = "Does it."
input_schema = { type = "object" } # the end
`

  test('adds what is missing, takes away what nothing needs, keeps every comment and byte beside, and is done then', async () => {
    project.write('plugin.toml', COMMENTED)
    writeCases('fetch', 'talk', 'read')
    const first = await suggest('--apply')
    expect(first).toMatchObject({ exitCode: 0, err: 'changed plugin.toml\n' })
    const after = read('plugin.toml')
    expect(after).toBe(
      COMMENTED.replace(
        'surfaces = ["tool"]\n',
        'surfaces = ["tool"]\nwebsocket = [{ scheme = "wss", host = "api.example.com", path_prefixes = ["/feed"] }]\n',
      )
        .replace('  { kind = "external_write" },            # once it wrote\n', '')
        .replace(
          '  { kind = "tool", name = "talk" },\n',
          [
            '{ kind = "tool", name = "talk" }',
            '{ kind = "tool", name = "read" }',
            ...['request', 'websocket', 'fs'].map(api => `{ kind = "host_api", api = "${api}" }`),
          ]
            .map(line => `  ${line},\n`)
            .join(''),
        )
        .replace('["GET", "DELETE", "POST"]', '["GET", "POST"]')
        .replace('[[request]]\nscheme = "*"\nhost = "*"\nmethods = ["GET"]\n\n', ''),
    )
    expect(await suggest('--apply')).toMatchObject({
      exitCode: 0,
      err: 'plugin.toml asks for what is needed; it is left as it is\n',
    })
    expect(read('plugin.toml')).toBe(after)
    expect(await passes()).toBe(true)
  })

  test('only adds while a tool has no case that counts', async () => {
    project.write('plugin.toml', COMMENTED)
    writeCases('fetch', 'talk')
    expect((await suggest('--apply')).exitCode).toBe(0)
    const after = read('plugin.toml')
    for (const line of COMMENTED.split('\n')) expect(after).toContain(line)
    expect(after).toContain('{ kind = "host_api", api = "request" }')
    expect(after).not.toContain('name = "read" }')
  })

  test('works on a manifest with a byte order mark, CRLF and no lists at all, and on a namespace that is wider than the tools', async () => {
    writeCases('fetch', 'talk', 'read')
    const bare = networkManifest(TARGETS, []).replace(/permissions = [\s\S]*?(?=\[runtime\])/, '')
    project.write('plugin.toml', `\ufeff${bare.replaceAll('\n', '\r\n')}`)
    expect((await suggest('--apply')).exitCode).toBe(0)
    const after = read('plugin.toml')
    expect(after.startsWith('\ufeffschema_version')).toBe(true)
    expect(after.replaceAll('\r\n', '')).not.toContain('\n')
    expect(await passes()).toBe(true)
    const wide = after.replace(
      '{ kind = "tool", name = "fetch" }',
      '{ kind = "tool_namespace", namespace = "f" }',
    )
    project.write('plugin.toml', wide)
    expect((await suggest('--apply')).exitCode).toBe(0)
    expect(read('plugin.toml')).not.toContain('namespace')
    expect(await passes()).toBe(true)
  })

  test('keeps to the form that a list has: items under headers stay under headers', async () => {
    const permissions =
      '[[permissions]]\nkind = "surface"\nsurface = "tool"\n\n[[permissions]]\nkind = "external_write" # no\n\n'
    const headers = networkManifest(TARGETS, []).replace(
      /permissions = \[\n\]\nrequest = .*\nwebsocket = .*\n/,
      permissions,
    )
    project.write('plugin.toml', headers)
    writeCases('read')
    expect((await suggest('--apply')).exitCode).toBe(0)
    expect(read('plugin.toml')).toContain(
      '[[permissions]]\nkind = "tool"\nname = "read"\n\n[[permissions]]\nkind = "host_api"',
    )
    expect(read('plugin.toml')).toContain(permissions)
  })

  test('is nothing by itself', async () => {
    for (const command of ['test', 'run'])
      expect(await runInProcess(project.folder, command, './plugin', '--apply')).toMatchObject({
        exitCode: 2,
        err: expect.stringContaining('--apply is given without --suggest-grants'),
      })
  })
})

describe('run --suggest-grants', () => {
  let server: WebServer
  beforeEach(async () => {
    server = await WebServer.start()
  })
  afterEach(() => server.close())

  test('says what one call needs; the network is used once, and only with --live', async () => {
    const targets = { address: server.address, scheme: 'http' } as const
    project.write('plugin.toml', networkManifest(targets, []).replace(/request = .*\nwebsocket = .*\n/, ''))
    project.write('yoi-plugin.toml', networkGrants(targets))
    const input = JSON.stringify({ method: 'GET', url: `http://${server.address}/a` })
    const words = ['run', 'fetch', './plugin', '--input', input, '--suggest-grants']
    const offline = await runCli(words, { cwd: project.folder })
    expect(offline.exitCode).toBe(1)
    expect(offline.stdout).toContain('not counted: the call: it does not pass')
    expect(server.requests).toEqual([])
    const live = await runCli([...words, '--live', '--apply', '--json'], { cwd: project.folder })
    const report = JSON.parse(live.stdout)
    validate(report)
    expect(validate.errors ?? []).toEqual([])
    expect(report).toMatchObject({ command: 'run', status: 'found', applied: 'changed', is_complete: false })
    expect(report.manifest.request).toEqual([
      { scheme: 'http', host: '127.0.0.1', port: server.port, methods: ['GET'], path_prefixes: ['/a'] },
    ])
    expect(server.requests).toHaveLength(1)
    const ran = await runCli(['run', 'fetch', './plugin', '--input', input, '--live'], {
      cwd: project.folder,
    })
    expect(ran.exitCode).toBe(0)
  })

  test('takes no grants, and records nothing', async () => {
    for (const more of [
      ['--grant', 'surfaces.tool'],
      ['--no-config'],
      ['--config', 'a.toml'],
      ['--record', 'a.json'],
    ]) {
      const { exitCode } = await runInProcess(
        project.folder,
        'run',
        'read',
        './plugin',
        '--suggest-grants',
        ...more,
      )
      expect(exitCode).toBe(2)
    }
    const { out } = await runInProcess(
      project.folder,
      'run',
      'read',
      './plugin',
      '--input',
      '{"path":"a.txt"}',
      '--suggest-grants',
    )
    expect(out).toContain('{ kind = "tool", name = "read" }')
    expect(out).not.toContain('name = "fetch"')
  })
})
