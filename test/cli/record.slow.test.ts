import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NetworkProject, networkGrants } from '../support/network-plugin.ts'
import { runCli } from '../support/run-cli.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { WebServer, type WebServerOptions } from '../support/web-server.ts'

const TOKEN = 'r3al/T0ken+1'

let server: WebServer
let address = ''
let project: NetworkProject
const start = async (options?: WebServerOptions) => {
  await server?.close()
  server = await WebServer.start(options)
  address = server.address
  project = await NetworkProject.open({ address, scheme: 'http' })
}
beforeEach(() => start({ answer: ({ url }, response) => response.end(`real ${url}`) }))
afterEach(() => server.close())

const url = (path: string) => `http://${address}${path}`
const cli = (words: readonly string[], env: Record<string, string> = {}) =>
  runCli(words, { cwd: project.folder, env })
const run = (input: object, ...words: readonly string[]) =>
  cli(['run', 'fetch', './plugin', '--input', JSON.stringify(input), ...words])
const fetching = (...requests: object[]) => ({ requests })
const get = (path: string) => ({ method: 'GET', url: url(path) })
const read = (path: string) => readFileSync(project.path(path), 'utf8')
const cassette = (path: string) => JSON.parse(read(path))
const fetchCase = (requests: object[], rest = '') =>
  `tool = "fetch"\ninput_json = '''${JSON.stringify({ requests })}'''\n${rest}`

describe('run --record', () => {
  test('uses the network, writes a cassette, lists what was hidden; --replay answers from it without a socket', async () => {
    const input = fetching(get('/a?token=abc'), { method: 'POST', url: url('/b'), body: '{"a": 1}' })
    const recorded = await run(input, '--record', 'plugin/cassettes/one.json')
    expect(recorded.exitCode).toBe(0)
    expect(recorded.stdout).toContain('recorded 2 exchanges in cassettes/one.json')
    expect(recorded.stdout).toContain('hidden: the query parameter token in the URL')
    expect(server.requests).toHaveLength(2)
    expect(cassette('cassettes/one.json')).toEqual({
      format: 'yoi-plugin/cassette@1',
      redacted: ['the query parameter token in the URL'],
      exchanges: [
        {
          api: 'request',
          request: { method: 'GET', url: url('/a?token=${redacted}'), headers: ['accept: text/plain'] },
          response: { status: 200, headers: expect.any(Array), body: 'real /a?token=abc' },
        },
        {
          api: 'request',
          request: { method: 'POST', url: url('/b'), headers: ['accept: text/plain'], body: '{"a": 1}' },
          response: { status: 200, headers: expect.any(Array), body: 'real /b' },
        },
      ],
    })
    await server.close()
    const other = fetching(get('/a?token=xyz'), { method: 'POST', url: url('/b'), body: '{"a":1}' })
    const replayed = await run(other, '--replay', 'plugin/cassettes/one.json', '--json', '--repeat', '2')
    expect(JSON.parse(replayed.stdout)).toMatchObject({ status: 'ok', calls: { count: 2 }, unanswered: [] })
    expect(JSON.parse(JSON.parse(replayed.stdout).output.content)).toEqual([
      { status: 200, body: 'real /a?token=abc' },
      { status: 200, body: 'real /b' },
    ])
  })

  test('records connections with what was said in order', async () => {
    const say = ['{"ask":1}', 'two']
    const words = ['run', 'talk', './plugin', '--input', JSON.stringify({ url: `ws://${address}/s`, say })]
    const recorded = await cli([...words, '--record', 'plugin/cassettes/talk.json'])
    expect(recorded.stdout).toContain('recorded 1 exchange in cassettes/talk.json')
    expect(recorded.stdout).toContain('nothing was hidden in it')
    expect(cassette('cassettes/talk.json').exchanges).toEqual([
      {
        api: 'websocket',
        url: `ws://${address}/s`,
        messages: [
          { sent_json: { ask: 1 } },
          { received: 'you said {"ask":1}' },
          { sent: 'two' },
          { received: 'you said two' },
        ],
      },
    ])
    await server.close()
    const replayed = await cli([...words, '--replay', 'plugin/cassettes/talk.json', '--json'])
    expect(JSON.parse(replayed.stdout)).toMatchObject({ status: 'ok', unanswered: [] })
  })

  test('hides named secrets in URL, headers, body and reply, and matches them again: the same, none, a made-up one', async () => {
    await start({ answer: ({ body }, response) => response.setHeader('x-echo', TOKEN).end(`got ${body}`) })
    const make = (token: string) =>
      fetching({
        method: 'POST',
        url: url(`/hooks-of/${encodeURIComponent(token)}/x?q=${encodeURIComponent(token)}`),
        headers: { 'x-custom': token },
        body: JSON.stringify({ secret: token, plain: 'p' }),
      })
    const recorded = await run(
      make(TOKEN),
      '--record',
      'plugin/cassettes/s.json',
      '--secret',
      'MINE=env:SECRET_VARIABLE',
    )
    expect(recorded.exitCode).toBe(2)
    expect(recorded.stderr).toContain(
      '--secret MINE names the environment variable "SECRET_VARIABLE", which is not set',
    )
    const words = ['--record', 'plugin/cassettes/s.json', '--secret', 'MINE=env:SECRET_VARIABLE']
    const { stdout } = await cli(
      ['run', 'fetch', './plugin', '--input', JSON.stringify(make(TOKEN)), ...words],
      { SECRET_VARIABLE: TOKEN },
    )
    const places = [
      'the URL',
      'the body of the request',
      'the header x-custom of the request',
      'the header x-echo of the reply',
      'the reply',
    ]
    for (const place of places) expect(stdout).toContain(`hidden: \${MINE} in ${place}`)
    const text = read('cassettes/s.json')
    expect(text).not.toContain('T0ken')
    expect(cassette('cassettes/s.json').exchanges[0].request).toMatchObject({
      url: url('/hooks-of/${MINE}/x?q=${MINE}'),
      headers: expect.arrayContaining(['x-custom: ${MINE}']),
      body_json: { secret: '${MINE}', plain: 'p' },
    })
    for (const token of [TOKEN, 'made-up', '${MINE}']) {
      const replayed = await run(make(token), '--replay', 'plugin/cassettes/s.json', '--json')
      expect(JSON.parse(replayed.stdout), token).toMatchObject({ status: 'ok' })
    }
    const other = await run(fetching(get('/hooks-of/a/b/x?q=a')), '--replay', 'plugin/cassettes/s.json')
    expect(other.exitCode).toBe(2)
  })

  test.each([
    ['outside the project', 'elsewhere.json', 'is outside the project "./plugin"'],
    ['above the project', 'plugin/../up.json', 'is outside the project'],
    ['without the ending', 'plugin/cassettes/a.txt', 'has no name that ends in .json'],
    ['over another file', 'plugin/package.json', 'it exists and is no cassette'],
    ['through a link', 'plugin/link/a.json', '"link" is a symlink'],
    ['over a link', 'plugin/linked.json', 'it is a symlink'],
    ['below a file', 'plugin/package.json/a.json', 'is not a folder'],
  ])('writes nothing %s, and asks nobody', async (_name, path, reason) => {
    project.write('package.json', '{}\n')
    project.write('../outside/target.json', 'outside')
    symlinkSync('../outside', project.path('link'))
    symlinkSync('../outside/target.json', project.path('linked.json'))
    const before = readdirSync(project.folder).sort()
    const input = JSON.stringify(fetching(get('/')))
    const words = ['run', 'fetch', './plugin', '--input', input, '--record', path]
    const { exitCode, err } = await runInProcess(project.folder, ...words)
    expect(exitCode).toBe(2)
    expect(err).toContain(reason)
    expect(server.requests).toEqual([])
    expect(readdirSync(project.folder).sort()).toEqual(before)
    expect(readdirSync(join(project.folder, 'outside'))).toEqual(['target.json'])
    expect(read('package.json')).toBe('{}\n')
  })

  test('writes nothing when a call failed, and keeps what was there', async () => {
    await run(fetching(get('/')), '--record', 'plugin/cassettes/a.json')
    const before = read('cassettes/a.json')
    await server.close()
    const failed = await run(fetching(get('/')), '--record', 'plugin/cassettes/a.json')
    expect(failed.exitCode).toBe(1)
    expect(failed.stdout).toContain('nothing was recorded')
    expect(read('cassettes/a.json')).toBe(before)
    expect(readdirSync(project.path('cassettes'))).toEqual(['a.json'])
  })

  test('needs a project, one call and no replay', async () => {
    const packed = await cli(['pack', 'plugin', '--static'])
    expect(packed.exitCode, packed.stdout + packed.stderr).toBe(0)
    const archive = readdirSync(project.path('.')).find(name => name.endsWith('.yoi-plugin'))
    const words = ['--record', 'plugin/cassettes/a.json']
    for (const [more, reason] of [
      [['run', 'fetch', `./plugin/${archive}`, ...words], 'is no project folder'],
      [['run', 'fetch', './plugin', '--no-config', ...words], 'is no project folder'],
      [['run', 'fetch', './plugin', '--repeat', '2', ...words], '--record records one call'],
      [
        ['run', 'fetch', './plugin', '--replay', 'x.json', ...words],
        '--replay answers instead of the network',
      ],
      [['run', 'fetch', './plugin', '--replay', 'x.json'], 'The cassette "x.json" cannot be read (missing)'],
      [['run', 'fetch', './plugin', '--replay', 'plugin/plugin.toml'], 'it is not JSON'],
      [['run', 'fetch', './plugin', '--secret', 'abc', ...words], 'is not of the form NAME=env:VARIABLE'],
      [['run', 'fetch', './plugin', '--secret', 'A=env:SHORT', ...words], 'has 5 characters'],
    ] as const) {
      const { exitCode, stderr } = await cli(more, { SHORT: '12345' })
      expect(exitCode, more.join(' ')).toBe(2)
      expect(stderr).toContain(reason)
    }
    expect(server.requests).toEqual([])
  })

  test('is what a run without a network says to type, word for word', async () => {
    const { stdout } = await run(fetching(get('/x')))
    const command = /record it: yoi-plugin (.*)/.exec(stdout)?.[1]
    expect(command).toBe(
      `run fetch ./plugin --input '{"requests":[{"method":"GET","url":"${url('/x')}"}]}' --record ./plugin/cassettes/fetch.json`,
    )
    const words = [...command!.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!)
    expect((await cli(words)).exitCode).toBe(0)
    expect(existsSync(project.path('cassettes/fetch.json'))).toBe(true)
  })
})

describe('test --record', () => {
  test('records every case that asks, and test and check answer from it without a socket', async () => {
    project.write('cases/a.toml', fetchCase([get('/a')], '[expect]\nsummary = "fetched"\n'))
    project.write('cases/deep/b.toml', fetchCase([get('/b')]))
    project.write(
      'cases/c.toml',
      `${fetchCase([get('/c')])}[[replies]]\ncall = "request.request"\nanswer = { status = 200 }\n`,
    )
    project.write('cases/d.toml', 'tool = "read"\ninput = { path = "a.txt" }\n')
    const recorded = await cli(['test', 'plugin', '--record', '--json'])
    expect(JSON.parse(recorded.stdout)).toMatchObject({
      status: 'passed',
      recordings: [
        { file: 'cassettes/a.json', exchanges: 1, redacted: [] },
        { file: 'cassettes/deep/b.json', exchanges: 1 },
      ],
    })
    expect(server.requests.map(request => request.url).sort()).toEqual(['/a', '/b'])
    expect(existsSync(project.path('cassettes/c.json'))).toBe(false)
    await server.close()
    const tested = await cli(['test', 'plugin', '--json'])
    expect(JSON.parse(tested.stdout)).toMatchObject({ status: 'passed', findings: [], recordings: null })
    expect((await cli(['check', 'plugin'])).exitCode).toBe(0)
  })

  test('and --live use the network in the place of cassettes; --live writes nothing', async () => {
    const answered = '[[replies]]\ncall = "request.request"\nanswer = { status = 200, body = "canned" }\n'
    const expected = (body: string) => `[expect]\ncontent_json = [{ status = 200, body = "${body}" }]\n`
    project.write('cases/a.toml', fetchCase([get('/a')], expected('real /a')))
    project.write('cases/b.toml', fetchCase([get('/b')], `${answered}${expected('canned')}`))
    const kept = JSON.stringify({
      format: 'yoi-plugin/cassette@1',
      exchanges: [{ api: 'request', request: get('/a'), response: { status: 200, body: 'old' } }],
    })
    project.write('cassettes/a.json', kept)
    const live = await cli(['test', 'plugin', '--live', '--json'])
    expect(JSON.parse(live.stdout)).toMatchObject({ status: 'passed', findings: [], recordings: null })
    expect(server.requests.map(request => request.url)).toEqual(['/a'])
    expect(read('cassettes/a.json')).toBe(kept)
    expect((await cli(['test', 'plugin'])).exitCode).toBe(1)
    expect(server.requests).toHaveLength(1)
  })

  test('is what a case with a missing exchange says to type', async () => {
    project.write('cases/a.toml', fetchCase([get('/a')]))
    project.write('cases/b.toml', fetchCase([get('/b')]))
    const { stdout } = await cli(['test', 'plugin', '--filter', 'cases/a'])
    const command = /record it: yoi-plugin (.*)/.exec(stdout)?.[1]
    expect(command).toBe('test plugin --record --filter cases/a.toml')
    expect((await cli(command!.split(' '))).exitCode).toBe(0)
    expect(readdirSync(project.path('cassettes'))).toEqual(['a.json'])
  })

  test('hides what [record] secrets names, and says when a name stands for nothing', async () => {
    project.write(
      'yoi-plugin.toml',
      `${networkGrants({ address, scheme: 'http' })}[record]\nsecrets = ["API_KEY", "UNSET"]\n`,
    )
    project.write(
      'cases/a.toml',
      `tool = "read"\ninput_json = '''${JSON.stringify({ path: 'a.txt', url: url('/k/') })}'''\n`,
    )
    project.write('data/a.txt', 'my-own-key\n')
    const { stdout, stderr } = await cli(['test', 'plugin', '--record'], { API_KEY: 'my-own-key' })
    expect(stderr).toContain('[record] secrets names UNSET, which is not set')
    expect(stdout).toContain('hidden: ${API_KEY} in the URL')
    expect(cassette('cassettes/a.json').exchanges[0].request.url).toBe(url('/k/${API_KEY}'))
    project.write('data/a.txt', 'made-up\n')
    expect((await cli(['test', 'plugin'])).exitCode).toBe(0)
    project.write('cassettes/b.json', read('cassettes/a.json').replaceAll('${API_KEY}', 'my-own-key'))
    const found = await cli(['test', 'plugin', '--json'], { API_KEY: 'my-own-key' })
    expect(JSON.parse(found.stdout).findings).toContainEqual(
      expect.objectContaining({
        rule: 'cassette/unredacted-secret',
        at: expect.objectContaining({ file: 'cassettes/b.json' }),
      }),
    )
    expect(found.stdout).not.toContain('my-own-key')
  })

  test('keeps the fields that people left out of the comparison', async () => {
    project.write('cases/a.toml', fetchCase([get('/a?t=1')]))
    await cli(['test', 'plugin', '--record'])
    const edited = cassette('cassettes/a.json')
    edited.exchanges[0].ignore = ['query.t']
    project.write('cassettes/a.json', JSON.stringify(edited))
    project.write('cases/a.toml', fetchCase([get('/a?t=2')]))
    await cli(['test', 'plugin', '--record'])
    expect(cassette('cassettes/a.json').exchanges).toMatchObject([
      { ignore: ['query.t'], request: { url: url('/a?t=2') } },
    ])
  })

  test('writes only into the project, one cassette for each case, and nothing before that is known', async () => {
    project.write('cases/a.toml', `cassette = "cassettes/s.json"\n${fetchCase([get('/a')])}`)
    project.write('cases/b.toml', `cassette = "cassettes/s.json"\n${fetchCase([get('/b')])}`)
    const shared = await cli(['test', 'plugin', '--record'])
    expect(shared).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('would both record into "cassettes/s.json"'),
    })
    project.write('cases/b.toml', fetchCase([get('/b')]))
    mkdirSync(join(project.folder, 'outside'))
    symlinkSync('../outside', project.path('cassettes'))
    const linked = await cli(['test', 'plugin', '--record'])
    expect(linked).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('"cassettes" is a symlink') })
    expect(readdirSync(join(project.folder, 'outside'))).toEqual([])
    expect(server.requests).toEqual([])
  })
})
