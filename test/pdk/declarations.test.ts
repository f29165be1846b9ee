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
    cpSync(asset('dist/pdk/yoi-plugin-pdk.d.ts'), join(project, 'types/yoi-plugin-pdk.d.ts'))
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
