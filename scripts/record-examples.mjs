// Records the cassettes of the examples: their cases run against a server on loopback that answers as the real one would. A copy of
// each example is pointed at that server, and its cassettes are pointed back. With --check nothing is written: the cassettes are
// compared, and the last line is "N passed, N failed".
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'

const CLI = resolve('dist/cli.js')
const isCheck = process.argv.includes('--check')
const counts = { passed: 0, failed: 0 }

const PAGE = `<!DOCTYPE html>
<html lang="en">
  <head><title>json — JSON encoder and decoder</title></head>
  <body>
    <h1><code class="docutils">json</code> — JSON encoder and decoder<a class="headerlink" href="#json">¶</a></h1>
    <p>A page made up for this example.</p>
    <h2>Basic Usage<a class="headerlink" href="#usage">¶</a></h2>
    <h2>Encoders &amp; Decoders<a class="headerlink" href="#coders">¶</a></h2>
    <h3>Exceptions<a class="headerlink" href="#exceptions">¶</a></h3>
    <h2>Standard Compliance<a class="headerlink" href="#standard">¶</a></h2>
  </body>
</html>
`

/** Each example: the host that it talks to, the files that name it, and what that host answers. */
const EXAMPLES = [
  {
    name: 'discord-webhook',
    host: 'discord.com',
    files: ['plugin.toml', 'yoi-plugin.toml', 'src/webhook.ts', 'secrets/discord-webhook.txt'],
    answer: ({ content }) => [
      200,
      'application/json',
      JSON.stringify({
        type: 0,
        content,
        mentions: [],
        id: '1444444444444444444',
        channel_id: '200000000000000000',
        webhook_id: '100000000000000000',
      }),
    ],
  },
  {
    name: 'web-page-outline',
    host: 'docs.python.org',
    files: ['plugin.toml', 'yoi-plugin.toml', 'src/plugin.ts'],
    grants: `[grants]
permissions = [{ kind = "surface", surface = "tool" }, { kind = "tool", name = "outline_page" }, { kind = "host_api", api = "request" }]
request = [{ scheme = "https", host = "docs.python.org", methods = ["GET"], path_prefixes = ["/3/"] }]
`,
    answer: (_, url) =>
      url === '/3/library/json.html'
        ? [200, 'text/html', PAGE]
        : [404, 'text/html', '<h1>404 Not Found</h1>\n'],
  },
]

const folder = mkdtempSync(join(tmpdir(), 'yoi-plugin-record-'))
try {
  for (const example of EXAMPLES) await record(example)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
if (isCheck) console.log(`${counts.passed} passed, ${counts.failed} failed`)
process.exitCode = counts.failed === 0 ? 0 : 1

async function record(example) {
  const { name, host, files, grants = '' } = example
  const copy = join(folder, name)
  cpSync(join('examples', name), copy, { recursive: true })
  rmSync(join(copy, 'cassettes'), { recursive: true, force: true })
  const server = await serve(example)
  const address = `127.0.0.1:${server.address().port}`
  try {
    const cases = readdirSync(join(copy, 'cases')).map(file => `cases/${file}`)
    for (const file of [...files, ...cases]) {
      const path = join(copy, file)
      const text = readFileSync(path, 'utf8') + (file === 'yoi-plugin.toml' ? grants : '')
      writeFileSync(path, pointTo(text, host, address))
    }
    await cli('build', copy)
    await cli('test', copy, '--record')
  } finally {
    server.close()
  }
  for (const file of readdirSync(join(copy, 'cassettes')))
    keep(
      join('examples', name, 'cassettes', file),
      readFileSync(join(copy, 'cassettes', file), 'utf8').replaceAll(`http://${address}`, `https://${host}`),
    )
}

/** The host in code, in a regular expression and in a target. */
function pointTo(text, host, address) {
  const [name, port] = address.split(':')
  const quoted = word => word.replaceAll('.', '\\.')
  return text
    .replaceAll(`https://${host}`, `http://${address}`)
    .replaceAll(`https:\\/\\/${quoted(host)}`, `http:\\/\\/${quoted(address)}`)
    .replaceAll(`scheme = "https", host = "${host}"`, `scheme = "http", host = "${name}", port = ${port}`)
    .replaceAll(`scheme = "https"\nhost = "${host}"`, `scheme = "http"\nhost = "${name}"\nport = ${port}`)
}

function serve({ answer }) {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const [status, type, reply] = answer(body === '' ? {} : JSON.parse(body), request.url)
    response.sendDate = false
    response.writeHead(status, {
      'content-type': type,
      'content-length': Buffer.byteLength(reply),
      connection: 'close',
    })
    response.end(reply)
  })
  return new Promise(done => server.listen(0, '127.0.0.1', () => done(server)))
}

async function cli(...args) {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...args])
    if (!isCheck) console.log(stdout.trimEnd())
  } catch (error) {
    throw new Error(`${args.join(' ')}:\n${error.stdout}${error.stderr}`)
  }
}

function keep(path, text) {
  if (!isCheck) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    return
  }
  const isSame = readFileSync(path, 'utf8') === text
  counts[isSame ? 'passed' : 'failed'] += 1
  console.log(`${isSame ? 'ok  ' : 'FAIL'} ${path} is what recording again gives`)
}
