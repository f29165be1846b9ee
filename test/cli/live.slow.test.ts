import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { asset } from '../../src/assets.io.ts'
import { NetworkProject, networkGrants } from '../support/network-plugin.ts'
import { emptyFolder, runCli } from '../support/run-cli.ts'
import { runInProcess } from '../support/run-in-process.ts'
import { CERTIFICATE, WebServer, type WebServerOptions } from '../support/web-server.ts'

let server: WebServer
const start = async (options?: WebServerOptions) => {
  await server?.close()
  server = await WebServer.start(options)
}
beforeEach(() => start())
afterEach(() => server.close())

/** A second is the host's; a busy machine may need more. */
const WITH_TIME = '[host]\ntool_call_wall_ms = 20000\n'

async function openProject(address: string, scheme: 'http' | 'https' = 'http'): Promise<NetworkProject> {
  const project = await NetworkProject.open({ address, scheme })
  project.write('yoi-plugin.toml', WITH_TIME + networkGrants({ address, scheme }))
  return project
}

const run = (project: NetworkProject, tool: string, input: object, ...words: readonly string[]) =>
  runInProcess(project.folder, 'run', tool, './plugin', '--input', JSON.stringify(input), ...words)

const fetching = (url: string) => ({ requests: [{ method: 'GET', url }] })

describe('a tool that sends a request', () => {
  const open = () => openProject(server.address)

  test('reaches the server with --live', async () => {
    const project = await open()
    const { exitCode, out } = await run(
      project,
      'fetch',
      fetching(`http://${server.address}/a?q=1`),
      '--live',
      '--json',
    )
    expect(exitCode).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ status: 'ok', notes: [], meters: { hostCalls: 1 } })
    expect(JSON.parse(JSON.parse(out).output.content)).toEqual([{ status: 200, body: 'hello' }])
    expect(server.requests).toMatchObject([
      {
        method: 'GET',
        url: '/a?q=1',
        headers: { accept: 'text/plain', 'user-agent': 'yoi-plugin-request-host-api/0.1' },
      },
    ])
  })

  test('does not without, and its author is told what was asked and what to type', async () => {
    const project = await open()
    const { exitCode, out } = await run(project, 'fetch', fetching(`http://${server.address}/a?key=SECRET`))
    expect(exitCode).toBe(2)
    expect(out).toContain('unanswered fetch project:acme.network, granted by [grants] in yoi-plugin.toml')
    expect(out).toContain(
      `GET http://${server.address}/a was not answered: this run has no network; add --live to use the network`,
    )
    expect(out.split('\n').find(line => line.includes('was not answered'))).not.toContain('SECRET')
    expect(server.requests).toEqual([])
  })

  test('does not in check and test', async () => {
    const project = await open()
    project.write(
      'cases/a.toml',
      `tool = "fetch"\ninput = { requests = [{ method = "GET", url = "http://${server.address}/" }] }\n`,
    )
    for (const command of ['check', 'test'])
      expect((await runInProcess(project.folder, command, 'plugin')).exitCode).toBe(1)
    expect(server.requests).toEqual([])
  })

  test('ends the call when the address is not granted, --live or not', async () => {
    const project = await open()
    for (const words of [[], ['--live']]) {
      const { exitCode, out } = await run(project, 'fetch', fetching('http://127.0.0.1:1/'), ...words)
      expect(exitCode).toBe(1)
      expect(out).toContain('denied:host_api.request')
      expect(out).toContain(
        'may not send GET http://127.0.0.1:1/: no requested target of host_api.request matches',
      )
    }
  })

  test('ends the call when nobody answers, and the model sees no cause', async () => {
    const project = await open()
    const url = `http://${server.address}/`
    await server.close()
    const { exitCode, out } = await run(project, 'fetch', fetching(url), '--live', '--json')
    expect(exitCode).toBe(1)
    const report = JSON.parse(out)
    expect(report.error).toEqual({
      kind: 'trap',
      hostCall: 'request.request',
      message: `GET ${url} failed: the connection was refused (ECONNREFUSED)`,
    })
    expect(report.model_text).not.toContain('ECONNREFUSED')
  })

  test('is cut off after the second that a tool call has in the host', async () => {
    await start({ answer: () => {} })
    const project = await NetworkProject.open({ address: server.address, scheme: 'http' })
    const { exitCode, out } = await run(project, 'fetch', fetching(`http://${server.address}/`), '--live')
    expect({ exitCode, out }).toMatchObject({ exitCode: 1, out: expect.stringContaining('limit:wall') })
    await expect.poll(() => server.openCount).toBe(0)
  })
})

describe('a name that leads to this machine', () => {
  const project = () => openProject(`localhost:${server.port}`)
  const input = () => fetching(`http://localhost:${server.port}/`)
  const NOTE = 'the host name "localhost" leads to this machine or its own network: '

  test('is told to the author, and to nobody else', async () => {
    const json = await run(await project(), 'fetch', input(), '--live', '--json')
    const { notes, status, output, model_text } = JSON.parse(json.out)
    expect({ status, notes }).toEqual({ status: 'ok', notes: [expect.stringContaining(NOTE)] })
    expect(JSON.stringify(output) + model_text).not.toContain('localhost')
    expect((await run(await project(), 'fetch', input(), '--live')).out).toContain(`warning  ${NOTE}`)
  })

  test('is told of cases, too, and only with --live', async () => {
    const opened = await project()
    opened.write(
      'cases/a.toml',
      `tool = "fetch"\ninput = { requests = [{ method = "GET", url = "http://localhost:${server.port}/" }] }\n`,
    )
    const live = await runInProcess(opened.folder, 'test', 'plugin', '--live')
    expect(live).toMatchObject({ exitCode: 0, out: expect.stringContaining(`warning  ${NOTE}`) })
    const { cases } = JSON.parse(
      (await runInProcess(opened.folder, 'test', 'plugin', '--live', '--json')).out,
    )
    expect(cases).toMatchObject([{ status: 'passed', notes: [expect.stringContaining(NOTE)] }])
    expect(server.requests).toHaveLength(2)
    expect((await runInProcess(opened.folder, 'test', 'plugin')).exitCode).toBe(1)
    expect(server.requests).toHaveLength(2)
  })

  test('is not reached where only the manifest asks for it', async () => {
    const opened = await project()
    opened.write('yoi-plugin.toml', '')
    const { exitCode, out } = await run(opened, 'fetch', input(), '--live')
    expect({ exitCode, out }).toMatchObject({
      exitCode: 1,
      out: expect.stringContaining('denied:host_api.request'),
    })
    expect(server.requests).toEqual([])
  })
})

describe('a tool that opens a WebSocket', () => {
  const open = () => openProject(server.address)

  test('talks with --live, and says goodbye', async () => {
    const input = { url: `ws://${server.address}/g?key=1`, say: ['hi', 'grün'] }
    const { exitCode, out } = await run(await open(), 'talk', input, '--live', '--json')
    expect(exitCode).toBe(0)
    expect(JSON.parse(JSON.parse(out).output.content)).toEqual(['you said hi', 'you said grün'])
    await expect.poll(() => server.openCount).toBe(0)
  })

  test('learns from a goodbye of the other side', async () => {
    await start({ talk: socket => socket.close(1000) })
    const { out } = await run(
      await open(),
      'talk',
      { url: `ws://${server.address}/`, say: [''] },
      '--live',
      '--json',
    )
    expect(JSON.parse(JSON.parse(out).output.content)).toEqual([null])
  })

  test('does not without --live', async () => {
    const input = { url: `ws://${server.address}/g?key=SECRET`, say: [] }
    const { exitCode, out } = await run(await open(), 'talk', input)
    expect(exitCode).toBe(2)
    expect(out).toContain(
      `websocket.open of ws://${server.address}/g was not answered: this run has no network; add --live`,
    )
    expect(out.split('\n').find(line => line.includes('was not answered'))).not.toContain('SECRET')
    expect(server.sockets).toEqual([])
  })

  test('leaves nothing open when its time is over', async () => {
    const input = { url: `ws://${server.address}/`, say: [''] }
    const { exitCode, out } = await run(
      await NetworkProject.open({ address: server.address, scheme: 'http' }),
      'talk',
      input,
      '--live',
    )
    expect({ exitCode, out }).toMatchObject({ exitCode: 1, out: expect.stringContaining('limit:wall') })
    expect(server.sockets).toHaveLength(1)
    await expect.poll(() => server.openCount).toBe(0)
  })

  test('leaves nothing open when it fails', async () => {
    await start({ talk: socket => socket.send(Buffer.from('binary')) })
    const { exitCode, out } = await run(
      await open(),
      'talk',
      { url: `ws://${server.address}/`, say: [''] },
      '--live',
    )
    expect(exitCode).toBe(1)
    expect(out).toContain(
      `websocket.recv on ws://${server.address}/ failed: a binary message came; Yoi takes only text`,
    )
    await expect.poll(() => server.openCount).toBe(0)
  })
})

test('over TLS the certificate is checked, against the roots that the person who runs trusts', async () => {
  await start({ isTls: true })
  const { address } = server
  const { folder } = await openProject(address, 'https')
  const get = fetching(`https://${address}/`)
  const talk = { url: `wss://${address}/`, say: ['hi'] }
  const shown = async (tool: string, input: object, env: Record<string, string>) => {
    const words = ['run', tool, './plugin', '--live', '--input', JSON.stringify(input)]
    const { stdout, stderr } = await runCli(words, { cwd: folder, env })
    return stdout + stderr
  }
  const careless = { NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' }
  const knowing = { NODE_EXTRA_CA_CERTS: CERTIFICATE }
  const unknown = 'failed: TLS failed (DEPTH_ZERO_SELF_SIGNED_CERT)'
  expect(await shown('fetch', get, careless)).toContain(`GET https://${address}/ ${unknown}`)
  expect(await shown('talk', talk, careless)).toContain(`websocket.open of wss://${address}/ ${unknown}`)
  expect(await shown('fetch', get, knowing)).toContain('"body":"hello"')
  expect(await shown('talk', talk, knowing)).toContain('you said hi')
  expect(server.requests).toHaveLength(1)
})

describe('an example, built to talk to the server of this test instead', () => {
  /** A copy of it, where every spelling of its address is that of the server. */
  async function copyOf(name: string, host: string): Promise<string> {
    const copy = join(emptyFolder(), name)
    cpSync(asset(`examples/${name}`), copy, { recursive: true })
    const { address, port } = server
    for (const path of readdirSync(copy, { recursive: true, encoding: 'utf8' }))
      if (/\.(ts|toml|txt)$/.test(path))
        rewrite(join(copy, path), text =>
          text
            .replaceAll(`https://${host}`, `http://${address}`)
            .replaceAll(`https:\\/\\/${host.replace('.', '\\.')}`, `http:\\/\\/${address}`)
            .replaceAll(
              new RegExp(`scheme = "https"(,?\\s)host = "${host}"`, 'g'),
              `scheme = "http"$1host = "127.0.0.1"$1port = ${port}`,
            ),
        )
    rewrite(join(copy, 'yoi-plugin.toml'), text => `${WITH_TIME}${text}`)
    return copy
  }

  test('discord-webhook posts its message', async () => {
    await start({ answer: (_, response) => response.end('{"id":"1","channel_id":"2"}') })
    const copy = await copyOf('discord-webhook', 'discord.com')
    expect(await runInProcess(copy, 'build')).toMatchObject({ exitCode: 0 })
    const words = ['run', '--input', '{"text":"grün","name":"Ada"}']
    const offline = await runInProcess(copy, ...words)
    expect(offline).toMatchObject({ exitCode: 2, out: expect.stringContaining('add --live') })
    expect(server.requests).toEqual([])
    const { exitCode, out } = await runInProcess(copy, ...words, '--live', '--json')
    expect({ exitCode, output: JSON.parse(out).output }).toEqual({
      exitCode: 0,
      output: { summary: 'Posted 4 characters', content: '{"message":"1","channel":"2"}' },
    })
    expect(server.requests).toMatchObject([
      {
        method: 'POST',
        url: '/api/webhooks/100000000000000000/made-up-token?wait=true',
        headers: { 'content-type': 'application/json' },
        body: '{"content":"grün","username":"Ada","allowed_mentions":{"parse":[]}}',
      },
    ])
  })

  test('web-page-outline reads a page, and tells of a redirect that nobody followed', async () => {
    await start({
      answer: ({ url }, response) =>
        url === '/3/old.html'
          ? response.writeHead(301, { location: '/3/new.html' }).end()
          : response.end('<h1>Title</h1>\n<h2>First</h2>'),
    })
    const copy = await copyOf('web-page-outline', 'docs.python.org')
    expect(await runInProcess(copy, 'build')).toMatchObject({ exitCode: 0 })
    const grants = [
      'surfaces.tool',
      'tool.outline_page',
      'host_api.request',
      `request:GET http://${server.address}/3/`,
    ].flatMap(word => ['--grant', word])
    const outline = (page: string) =>
      runInProcess(copy, 'run', '--input', JSON.stringify({ page }), '--live', '--json', ...grants)
    expect(JSON.parse((await outline('new.html')).out).output).toEqual({
      summary: '2 headings: Title',
      content: '- Title\n  - First',
    })
    expect(JSON.parse((await outline('old.html')).out).output.content).toContain('/3/new.html')
    expect(server.requests.map(({ url }) => url)).toEqual(['/3/new.html', '/3/old.html'])
  })
})

function rewrite(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, 'utf8')))
}
