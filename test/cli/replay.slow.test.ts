import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { NetworkProject, networkGrants, networkManifest, type Targets } from '../support/network-plugin.ts'
import { runCli } from '../support/run-cli.ts'
import { runInProcess } from '../support/run-in-process.ts'

const TARGETS: Targets = { address: 'api.example.com' }

let project: NetworkProject

beforeEach(async () => {
  project = await NetworkProject.open(TARGETS)
})

const cassette = (...exchanges: object[]) =>
  JSON.stringify({ format: 'yoi-plugin/cassette@1', exchanges }, null, 2)
const http = (url: string, reply: string, request: object = {}, more: object = {}) => ({
  api: 'request',
  request: { method: 'GET', url, ...request },
  response: { status: 200, body: reply },
  ...more,
})
const fetchCase = (requests: object[], rest = '') =>
  `tool = "fetch"\ninput_json = '''${JSON.stringify({ requests })}'''\n${rest}`
const get = (path: string) => ({ method: 'GET', url: `https://api.example.com${path}` })
const expectContent = (content: unknown) => `[expect]\ncontent_json_text = '''${JSON.stringify(content)}'''\n`
const run = (command: 'check' | 'test', ...words: string[]) =>
  runInProcess(project.folder, command, 'plugin', ...words)
const reportOf = async (command: 'check' | 'test', ...words: string[]) =>
  JSON.parse((await run(command, ...words, '--json')).out)
const rulesOf = (report: { findings: { rule: string }[] }) =>
  report.findings.map(({ rule }) => rule).filter(rule => /^(case|cassette|exercise)\//.test(rule))

describe('a cassette of a case', () => {
  test('answers in its place without a word: cassettes/ mirrors cases/, or the case names it', async () => {
    project.write('cases/a/b.toml', fetchCase([get('/1')], expectContent([{ status: 200, body: 'one' }])))
    project.write('cassettes/a/b.json', cassette(http('https://api.example.com/1', 'one')))
    project.write(
      'cases/c.toml',
      `cassette = "recorded/c.json"\n${fetchCase([get('/2')], expectContent([{ status: 200, body: 'two' }]))}`,
    )
    project.write('recorded/c.json', cassette(http('https://api.example.com/2', 'two')))
    for (const command of ['check', 'test'] as const) {
      const report = await reportOf(command)
      expect(report.cases.filter(({ kind }: { kind: string }) => kind === 'case')).toMatchObject([
        { file: 'cases/a/b.toml', status: 'passed', hostCalls: 1 },
        { file: 'cases/c.toml', status: 'passed' },
      ])
      expect(rulesOf(report).filter(rule => rule.startsWith('ca'))).toEqual([])
    }
  })

  test('that lacks an exchange fails the case with the request and the command that records it', async () => {
    project.write(
      'cases/a.toml',
      fetchCase([{ method: 'POST', url: 'https://api.example.com/x?token=abc', body: '{"a":2}' }]),
    )
    project.write(
      'cassettes/a.json',
      cassette(
        http('https://api.example.com/x?token=${redacted}', 'one', { method: 'POST', body_json: { a: 1 } }),
      ),
    )
    const { exitCode, out } = await run('test')
    expect(exitCode).toBe(1)
    expect(out).toContain(`FAILED  cases/a.toml  fetch`)
    expect(out).toContain('POST https://api.example.com/x?token=${redacted}')
    expect(out).toContain('accept: text/plain')
    expect(out).toContain('{"a":2}')
    expect(out).toContain('exchange 1, POST https://api.example.com/x?token=${redacted}, has another body')
    expect(out).toContain('record it: yoi-plugin test plugin --record --filter cases/a.toml')
    expect(out).not.toContain('abc')
    const checked = await run('check')
    expect(checked.exitCode).toBe(1)
    expect(checked.out).toContain('case/missing-exchange')
    expect(checked.out).toContain('`yoi-plugin test plugin --record --filter cases/a.toml`')
  })

  test('with more than is asked for is stale, but only when its cases passed', async () => {
    project.write('cases/a.toml', fetchCase([get('/1')]))
    project.write(
      'cassettes/a.json',
      cassette(http('https://api.example.com/1', 'one'), http('https://api.example.com/2', 'two')),
    )
    project.write('cassettes/old.json', cassette())
    const { findings } = await reportOf('test')
    expect(findings).toMatchObject([
      { rule: 'cassette/stale', severity: 'warning', at: { file: 'cassettes/old.json' } },
      {
        rule: 'cassette/stale',
        message: expect.stringContaining('GET https://api.example.com/2 was recorded, but cases/a.toml'),
        at: { file: 'cassettes/a.json', line: 15 },
      },
    ])
    expect(rulesOf(await reportOf('check')).filter(rule => rule === 'cassette/stale')).toHaveLength(2)
    project.write('cases/a.toml', fetchCase([get('/1')], '[expect]\nsummary = "other"\n'))
    expect(rulesOf(await reportOf('test'))).toEqual(['case/failed', 'cassette/stale'])
  })

  test('is shared by cases that name it; it is stale where none of them asks', async () => {
    const named = (path: string) => `cassette = "cassettes/s.json"\n${fetchCase([get(path)])}`
    project.write('cases/a.toml', named('/1'))
    project.write('cases/b.toml', named('/2'))
    project.write(
      'cassettes/s.json',
      cassette(...['/1', '/2', '/3'].map(path => http(`https://api.example.com${path}`, path))),
    )
    expect((await reportOf('test')).findings).toMatchObject([
      { message: expect.stringContaining('/3 was recorded, but no case') },
    ])
    expect((await reportOf('test', '--filter', 'cases/a')).findings).toEqual([])
  })

  test('is compared without the fields that the project or the exchange names', async () => {
    project.write('yoi-plugin.toml', `${networkGrants(TARGETS)}[record]\nignore = ["query.t"]\n`)
    project.write(
      'cases/a.toml',
      fetchCase([{ method: 'POST', url: 'https://api.example.com/x?t=2', body: '{"id":2,"a":1}' }]),
    )
    project.write(
      'cassettes/a.json',
      cassette(
        http(
          'https://api.example.com/x?t=1',
          'ok',
          { method: 'POST', body_json: { a: 1, id: 1 } },
          { ignore: ['body.id'] },
        ),
      ),
    )
    expect(await reportOf('test')).toMatchObject({ status: 'passed', findings: [] })
  })

  test('plays a connection in its order, and tells where the plugin leaves it', async () => {
    const talk = (say: string[], rest = '') =>
      `tool = "talk"\ninput_json = '''${JSON.stringify({ url: 'wss://api.example.com/s?token=other', say })}'''\n${rest}`
    const messages = [{ received: 'hello' }, { sent_json: { n: 1 } }, { received: 'one' }, { closed: true }]
    project.write('cases/a.toml', talk(['', '{"n": 1}', ''], expectContent(['hello', 'one', null])))
    project.write(
      'cassettes/a.json',
      cassette({ api: 'websocket', url: 'wss://api.example.com/s?token=${redacted}', messages }),
    )
    expect(await reportOf('test')).toMatchObject({ status: 'passed', findings: [] })
    project.write('cases/a.toml', talk(['', '{"n": 2}']))
    const { out } = await run('test')
    expect(out).toContain('on wss://api.example.com/s?token=${redacted}: send {"n": 2}')
    expect(out).toContain('recorded is: send {"n":1}')
    project.write('cases/a.toml', talk(['']))
    expect((await reportOf('test')).findings).toMatchObject([
      { message: expect.stringContaining('3 of 4 messages') },
    ])
  })

  test('changes nothing about what is validated and granted', async () => {
    project.write('cassettes/a.json', cassette(http('https://other.example.com/', 'one')))
    project.write(
      'cases/a.toml',
      fetchCase(
        [{ method: 'GET', url: 'https://other.example.com/' }],
        '[expect]\nerror = "denied:host_api.request"\n',
      ),
    )
    project.write(
      'cases/b.toml',
      fetchCase([get('/')], 'without = ["host_api.request"]\n[expect]\ndenied = "host_api.request"\n'),
    )
    const report = await reportOf('test')
    expect(report.cases).toMatchObject([{ status: 'passed' }, { status: 'passed', hostCalls: 0 }])
  })

  test('that is a link, or behind one, is not read, and neither is a folder outside', async () => {
    project.write('cases/a.toml', fetchCase([get('/1')]))
    project.write('../outside/a.json', cassette(http('https://api.example.com/1', 'outside')))
    mkdirSync(project.path('cassettes'))
    symlinkSync('../../outside/a.json', project.path('cassettes/a.json'))
    const linked = await reportOf('test')
    expect(linked.findings).toMatchObject([
      {
        rule: 'case/unusable',
        message: expect.stringContaining('its cassette "cassettes/a.json" cannot be used'),
      },
      { rule: 'cassette/unreadable', message: expect.stringContaining('it is a symlink') },
      { rule: 'cassette/unreadable' },
    ])
    rmSync(project.path('cassettes'), { recursive: true })
    symlinkSync('../outside', project.path('cassettes'))
    expect(JSON.stringify((await reportOf('test')).findings)).toContain('is a symlink')
  })

  test('with a secret in it is found, also by check --static, and cannot be silenced', async () => {
    project.write(
      'yoi-plugin.toml',
      '[rules]\n"cassette/unredacted-secret" = { severity = "off", reason = "mine" }\n',
    )
    project.write('cassettes/a.json', cassette(http('https://api.example.com/?token=abc', 'one')))
    project.write('cases/a.toml', fetchCase([get('/?token=xyz')]))
    const rules = rulesOf(await reportOf('check', '--static'))
    expect(rules).toContain('cassette/unredacted-secret')
    expect(rulesOf(await reportOf('check', '--no-config'))).not.toContain('cassette/unredacted-secret')
  })
})

describe('replies of a case', () => {
  test('answer every host API without a recording, behind the same checks', async () => {
    project.write(
      'cases/a.toml',
      `${fetchCase([get('/1'), { method: 'POST', url: 'https://api.example.com/2', body: '{"a":1}' }])}
[[replies]]
call = "request.request"
with = { method = "POST", body_json = { a = 1 } }
answer = { status = 201, body = "made" }
[[replies]]
call = "request.request"
with = { url = "https://api.example.com/1", headers = { accept = "text/plain" } }
answer = { status = 404 }
${expectContent([
  { status: 404, body: '' },
  { status: 201, body: 'made' },
])}`,
    )
    project.write(
      'cases/b.toml',
      `tool = "talk"
input = { url = "wss://api.example.com/s", say = ["hi", ""] }
[[replies]]
call = "websocket.open"
[[replies]]
call = "websocket.recv"
answer = { text = "hello" }
[[replies]]
call = "websocket.recv"
answer = { closed = true }
${expectContent(['hello', null])}`,
    )
    project.write(
      'cases/c.toml',
      `tool = "read"
input = { path = "none.txt" }
[[replies]]
call = "fs.read"
with = { path = "none.txt" }
answer = { content = "canned" }
[expect]
content = "canned"
`,
    )
    project.write(
      'cases/d.toml',
      'tool = "read"\ninput = { path = "a.txt" }\n[expect]\ncontent = "made-up\\n"\n',
    )
    project.write(
      'cases/e.toml',
      `${fetchCase([{ method: 'GET', url: 'https://b.example/' }])}[[replies]]\ncall = "request.request"\nanswer = { status = 200 }\n[expect]\ndenied = "host_api.request"\n`,
    )
    const { out } = await run('test')
    expect(out).toContain('passed: 5 of 5 cases as expected')
    expect((await reportOf('test')).findings).toEqual([])
  })

  test('can fail, which ends the call as in the host', async () => {
    project.write(
      'cases/a.toml',
      `${fetchCase([get('/')])}[[replies]]\ncall = "request.request"\nfailure = "connection refused"\n[expect]\nerror = "trap"\n`,
    )
    project.write(
      'cases/b.toml',
      'tool = "read"\ninput = { path = "a.txt" }\n[[replies]]\ncall = "fs.read"\nfailure = "no disk"\n[expect]\nerror = "trap"\n',
    )
    project.write(
      'cases/c.toml',
      'tool = "talk"\ninput = { url = "wss://api.example.com/", say = [] }\n[[replies]]\ncall = "websocket.open"\nfailure = "no"\n[expect]\nerror = "trap"\n',
    )
    expect(await reportOf('test')).toMatchObject({ status: 'passed', findings: [] })
  })

  test('that nothing asks for are reported, and what they leave open comes from the cassette', async () => {
    project.write(
      'cases/a.toml',
      `${fetchCase([get('/1'), get('/2')])}[[replies]]\ncall = "request.request"\nwith = { url = { "$match" = "/1$" } }\nanswer = { status = 200 }\n[[replies]]\ncall = "fs.read"\n`,
    )
    project.write('cassettes/a.json', cassette(http('https://api.example.com/2', 'two')))
    expect(await reportOf('test')).toMatchObject({
      status: 'passed',
      findings: [{ rule: 'case/unused-reply', severity: 'warning', at: { file: 'cases/a.toml', line: 7 } }],
    })
  })

  test('that run out leave a call that nothing answers', async () => {
    project.write(
      'cases/a.toml',
      'tool = "talk"\ninput = { url = "wss://api.example.com/", say = [""] }\n[[replies]]\ncall = "websocket.open"\n',
    )
    expect((await run('test')).out).toContain('no reply to websocket.recv is left')
  })
})

describe('without a word of the person who runs', () => {
  let port = 0
  let connections = 0
  const server = createServer((_, response) => response.end('real')).on('connection', () => {
    connections += 1
  })
  beforeAll(async () => {
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => server.close())

  test('no socket is opened: not in a replay, not for a call that is missing, not by run', async () => {
    const targets: Targets = { address: `127.0.0.1:${port}`, scheme: 'http' }
    const url = `http://127.0.0.1:${port}/`
    project.write('plugin.toml', networkManifest(targets))
    project.write('yoi-plugin.toml', networkGrants(targets))
    project.write(
      'cases/a.toml',
      fetchCase([{ method: 'GET', url }], expectContent([{ status: 200, body: 'recorded' }])),
    )
    project.write('cassettes/a.json', cassette(http(url, 'recorded')))
    project.write('cases/b.toml', fetchCase([{ method: 'GET', url: `${url}b` }]))
    const cwd = project.folder
    const tested = await runCli(['test', 'plugin', '--json'], { cwd })
    expect(JSON.parse(tested.stdout).cases).toMatchObject([
      { status: 'passed' },
      { status: 'failed', hostCalls: 1 },
    ])
    expect((await runCli(['check', 'plugin'], { cwd })).exitCode).toBe(1)
    const input = JSON.stringify({ requests: [{ method: 'GET', url }] })
    const ran = await runCli(['run', 'fetch', './plugin', '--input', input, '--json'], { cwd })
    expect(ran.exitCode).toBe(2)
    expect(JSON.parse(ran.stdout)).toMatchObject({ status: 'unanswered' })
    expect(connections).toBe(0)
  })
})
