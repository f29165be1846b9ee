// The Rust examples, their twin in TypeScript, the second engine, and the host APIs with and without a network.
import { cpSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { change } from './steps.mjs'

const EXAMPLES = ['word-frequency', 'rust-http-json']

export function checkExamples(steps) {
  const { cargo, cli, expect, expectSuccess, folder } = steps
  for (const name of EXAMPLES) {
    const project = join('examples', name)
    const types = readFileSync(join(project, 'src/inputs.rs'), 'utf8')
    expectSuccess(`${name}: build`, cli(['build', project, '--emit-types']))
    expect(
      `${name}: src/inputs.rs is what the build writes`,
      readFileSync(join(project, 'src/inputs.rs'), 'utf8') === types,
    )
    expectSuccess(`${name}: check`, cli(['check', project]))
    expectSuccess(`${name}: test`, cli(['test', project]))
    expectSuccess(`${name}: pack`, cli(['pack', project, '--output', join(folder, `${name}.yoi-plugin`)]))
    expectSuccess(`${name}: cargo test`, cargo(['test', '--release', '--quiet'], project))
  }
  const { footprint, findings } = JSON.parse(cli(['check', 'examples/rust-http-json', '--json']).stdout)
  const rules = findings.map(({ rule }) => rule)
  expect(
    `rust-http-json: ${footprint.coreInstances} core instances, ${footprint.tables} tables, said by ${rules}`,
    footprint.coreInstances === 3 && footprint.tables === 2 && rules.includes('host/no-host-apis-yet'),
  )
}

/** The twin in TypeScript passes the very same files, and both run in the second engine. */
export function checkTwins({ cli, expectSuccess, folder, run }, python) {
  const twin = 'examples/word-frequency-ts'
  expectSuccess('word-frequency-ts: build', cli(['build', twin]))
  for (const name of ['word-frequency', 'word-frequency-ts']) {
    const project = join(folder, `cases-of-both-${name}`)
    cpSync(join('examples', name), project, { recursive: true })
    rmSync(join(project, 'cases'), { recursive: true })
    cpSync('examples/word-frequency/cases', join(project, 'cases'), { recursive: true })
    const result = cli(['check', project, '--json'])
    const { cases } = JSON.parse(result.stdout)
    expectSuccess(`${name}: the same cases (${cases.map(({ fuel }) => fuel)} fuel)`, result)
  }
  if (python === undefined) return
  for (const name of ['word-frequency', 'word-frequency-ts']) {
    const files = ['plugin.component.wasm', 'wasmtime-calls.json'].map(file => join('examples', name, file))
    const result = run(python, ['test/engines/run_wasmtime.py', ...files])
    process.stdout.write(result.stdout)
    expectSuccess(`${name}: second engine`, result)
  }
}

/** Every function of `pdk::request`, `pdk::fs` and `pdk::websocket` once, on replies and on files. */
export function checkHostApis({ cli, expect, expectSuccess, newProject }) {
  const project = newProject('host-apis')
  rmSync(join(project, 'cases/say.toml'))
  cpSync('scripts/rust/host-apis', project, { recursive: true })
  expectSuccess('host APIs: build', cli(['build', project]))
  const result = cli(['check', project, '--json'])
  const { component, cases } = JSON.parse(result.stdout)
  expectSuccess(`host APIs: check (${cases[0]?.hostCalls} host calls)`, result)
  const functions = component.imports.items.flatMap(({ name, functions: { items } }) =>
    items.map(item => `${name}#${item.name}`),
  )
  expect(`host APIs: ${functions.length} functions are imported`, functions.length === 8, `${functions}`)
  change(project, 'plugin.toml', '  { kind = "host_api", api = "websocket" },\n', '')
  const refused = cli(['build', project, '--json'])
  const [finding] = JSON.parse(refused.stdout).findings
  expect(
    `host APIs: ${finding?.rule}: ${finding?.message}`,
    refused.status === 1 && finding?.rule === 'build/host-api-not-requested',
    refused.stdout,
  )
}

/** The HTTP example against a server of this machine. */
export async function checkLive({ cli, cliBesideUs, expect, expectSuccess, folder }) {
  const asked = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.accept}`)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ id: 1, title: 'Hello', body: 'from this machine' }))
  })
  await new Promise(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address()
  try {
    const project = join(folder, 'project')
    rmSync(project, { recursive: true, force: true })
    cpSync('examples/rust-http-json', project, { recursive: true })
    change(project, 'src/lib.rs', 'https://api.example.com', `http://127.0.0.1:${port}`)
    change(
      project,
      'plugin.toml',
      'scheme = "https"\nhost = "api.example.com"',
      `scheme = "http"\nhost = "127.0.0.1"\nport = ${port}`,
    )
    expectSuccess('live: build', cli(['build', project]))
    const labels = [
      'surfaces.tool',
      'tool.read_post',
      'host_api.request',
      `request:GET http://127.0.0.1:${port}/posts/`,
    ]
    const grants = labels.flatMap(label => ['--grant', label])
    const call = ['run', project, '--json', '--input', '{"id":1}', ...grants]
    const result = await cliBesideUs([...call, '--live'])
    const { output } = JSON.parse(result.stdout)
    expect(
      `live: ${asked}: ${output?.content}`,
      `${asked}` === 'GET /posts/1 application/json' &&
        output?.content === '{"title":"Hello","body":"from this machine"}',
      `${result.stdout}${result.stderr}`,
    )
    const offline = JSON.parse((await cliBesideUs(call)).stdout)
    expect(
      `live: without --live: ${offline.error?.message}`,
      offline.status === 'unanswered' && asked.length === 1,
    )
  } finally {
    server.close()
  }
}
