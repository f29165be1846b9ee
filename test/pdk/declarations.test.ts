import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asset } from '../../src/assets.io.ts'

const tsc = fileURLToPath(new URL('../../node_modules/.bin/tsc', import.meta.url))

/** The settings of a new project, where nothing is installed. */
const TSCONFIG = JSON.stringify({
  compilerOptions: {
    target: 'es2023',
    lib: ['es2023'],
    module: 'esnext',
    moduleResolution: 'bundler',
    types: [],
    strict: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    paths: { 'yoi-plugin/pdk': ['./types/yoi-plugin-pdk.d.ts'] },
  },
  include: ['src', 'types'],
})

describe('the declarations of the SDK in a project with nothing installed', () => {
  let project: string
  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'yoi-plugin-types-'))
    mkdirSync(join(project, 'types'))
    mkdirSync(join(project, 'src'))
    for (const name of ['yoi-plugin-pdk.d.ts', 'yoi-plugin-globals.d.ts'])
      cpSync(asset(`dist/pdk/${name}`), join(project, 'types', name))
    writeFileSync(join(project, 'tsconfig.json'), TSCONFIG)
  })
  afterAll(() => rmSync(project, { recursive: true, force: true }))

  /** What the compiler says about a plugin, without columns. */
  function complaints(source: string): string[] {
    writeFileSync(join(project, 'src/plugin.ts'), source)
    try {
      execFileSync(tsc, ['-p', project, '--pretty', 'false'], { stdio: 'pipe', encoding: 'utf8' })
      return []
    } catch (error) {
      const { stdout } = error as { stdout: string }
      return stdout
        .trim()
        .split('\n')
        .filter(line => !line.startsWith(' '))
        .map(line => line.replace(/^.*?src/, 'src').replace(/,\d+\)/, ')'))
    }
  }

  test('know the globals that the build adds, and no others', () => {
    const good = `const url = new URL('/a', 'https://h.example')
for (const [name, value] of url.searchParams) url.searchParams.append(name, value.toUpperCase())
export const text: string = new TextDecoder('utf-8').decode(new TextEncoder().encode(url.href))
export const copy: { n: number } = structuredClone({ n: 1 })
queueMicrotask(() => btoa(atob('')))
new URLSearchParams({ a: 'b' }).get('a')?.length`
    expect(complaints(good)).toEqual([])
    expect(complaints("fetch('x'); setTimeout(() => {}, 1)")).toHaveLength(2)
  })

  test('accept tools whose inputs are typed by an interface, by run, or not at all', () => {
    const source = `import { defineTools, type Tool, ToolError } from 'yoi-plugin/pdk'
interface ToolInputs { echo: { text: string } }
interface Row { id: number }
const rows: Row[] = [{ id: 1 }]
export const a = defineTools<ToolInputs>({ echo: { run(input) { return { summary: input.text, content: rows } } } })
export const b = defineTools({
  one: { run(input: { n: number }, context) { return { summary: context.toolName + input.n } } },
  two: { async run() { throw new ToolError('denied', 'no', { why: 1 }) } },
})
const spare: Tool<{ x?: string }> = { run: ({ x }) => ({ summary: x ?? '', content: null }) }
export default defineTools({ spare })
`
    expect(complaints(source)).toEqual([])
  })

  test('accept calls of host APIs, with await and without', () => {
    const source = `import { type HttpRequest, list, readText, request, websocket, writeText } from 'yoi-plugin/pdk'
export async function all(url: string) {
  const get: HttpRequest = { method: 'GET', url, headers: { accept: 'text/html' } }
  const { status, headers, body } = await request(get)
  request({ method: 'POST', url, headers: [{ name: 'a', value: 'b' }, ...headers], body: null })
  const names: string[] = list('.').entries.filter(entry => entry.kind === 'dir').map(entry => entry.name)
  const { content, truncated } = await readText(names[0] ?? 'a')
  const bytes: number = writeText('b', content + body + status + truncated).bytesWritten
  const connection = websocket.open(url)
  websocket.send(connection, String(bytes))
  const text: string | null = websocket.recv(connection) ?? websocket.recv(connection, 5)
  return websocket.close(connection) && text
}
`
    expect(complaints(source)).toEqual([])
  })

  test('refuse host calls that the host could not take, at the line', () => {
    const source = `import { list, readText, request, websocket, writeText } from 'yoi-plugin/pdk'
request({ method: 'get', url: '' })
request({ method: 'GET' })
request({ method: 'GET', url: '', header: {} })
request({ method: 'GET', url: '', body: { a: 1 } })
readText('a').text
list('.').entries[0]!.kind === 'folder'
writeText('a')
websocket.send('handle', '')
websocket.receive
`
    expect(complaints(source).map(line => /\((\d+)\)/.exec(line)![1])).toEqual([
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
      '10',
    ])
  })

  test('refuse a missing tool, a wrong output and an unknown error code, at the line', () => {
    const source = `import { defineTools, ToolError } from 'yoi-plugin/pdk'
interface ToolInputs { echo: { text: string }, other: object }
defineTools<ToolInputs>({ echo: { run: input => ({ summary: input.text }) } })
defineTools({ a: { run: () => ({ content: 'x' }) } })
defineTools({ a: { run: () => ({ summary: 's', content: () => 1n }) }, b: { run: () => ({ summary: 5 }) } })
new ToolError('oops', '')
defineTools<ToolInputs>({ echo: { run: input => ({ summary: input.texd }) }, other: { run: () => ({ summary: '' }) } })
`
    expect(complaints(source).map(line => line.replace(/: error (TS\d+):.*$/, ' $1'))).toEqual([
      expect.stringMatching(/^src\/plugin\.ts\(3\)/),
      expect.stringMatching(/^src\/plugin\.ts\(4\)/),
      expect.stringMatching(/^src\/plugin\.ts\(5\)/),
      expect.stringMatching(/^src\/plugin\.ts\(6\)/),
      expect.stringMatching(/^src\/plugin\.ts\(7\)/),
    ])
  })
})
