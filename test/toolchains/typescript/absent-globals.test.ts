import { expect, test } from 'vitest'
import type { BuiltComponent } from '../../../src/toolchains/build-result.ts'
import { absentGlobals } from '../../../src/toolchains/typescript/absent-globals.ts'
import { buildFiles, buildTool, PDK_IMPORT } from '../../support/build-plugin.ts'

const TOOL =
  'export default defineTools({ echo: { run: (input: any, context: any) => ({ summary: String(use(input)) }) } })\n'

/** What a build says about a function that the tool calls. */
async function findingsOf(body: string, files: Record<string, string> = {}) {
  const source = `${PDK_IMPORT}declare const process: any, fetch: any, Buffer: any, setTimeout: any, document: any\nfunction use(input: any) { ${body} }\n${TOOL}`
  const built = await buildFiles({ 'src/plugin.ts': source, ...files }, ['echo'])
  return built.findings.filter(({ rule }) => rule === 'build/absent-global')
}

test('no name in the table is there in a component', async () => {
  const plugin = await buildTool('return { summary: "ok", content: Object.getOwnPropertyNames(globalThis) }')
  const present: string[] = JSON.parse(plugin.call('tool', {}).content!)
  expect(present).toContain('queueMicrotask')
  expect([...absentGlobals(false).keys()].filter(name => present.includes(name))).toEqual([])
})

test.each([
  'return fetch("https://a.example")',
  'return globalThis.fetch("x")',
  'return globalThis["fetch"]("x")',
  'return [1].map(fetch)',
  'return { fetch }',
  'return () => fetch()',
  'if (typeof fetch === "undefined") return fetch()',
  'if (typeof process !== "undefined") return fetch()',
  'return typeof fetch === "undefined" ? fetch() : 0',
  'return typeof fetch !== "undefined" || fetch()',
  'try { return () => fetch() } catch { return 0 }',
  'try { return 0 } catch { return fetch() }',
  'const has = typeof fetch === "undefined"; if (has) fetch()',
  'let has = typeof fetch !== "undefined"; has = true; if (has) fetch()',
  'if (typeof fetch === "undefined") { input() } return fetch()',
  'if (globalThis.fetch || input) fetch()',
])('%s is found', async body => {
  const findings = await findingsOf(body)
  expect(findings).toHaveLength(1)
  expect(findings[0]).toMatchObject({
    severity: 'error',
    at: { file: 'src/plugin.ts', line: 3, column: expect.any(Number) },
  })
  expect(findings[0]!.message).toBe('fetch does not exist in a component.')
  expect(findings[0]!.fix).toContain('request()')
})

test.each([
  'return typeof fetch',
  'const fetch = (x: any) => x; return fetch(1)',
  'return ((fetch: any) => fetch(1))((x: any) => x)',
  'return input.fetch(1) + input.process.env.X',
  'return { fetch: 1, process() {} }.fetch',
  'fetch: for (;;) break fetch',
  'class Process { process = 1 } return new Process().process',
  'if (typeof fetch !== "undefined") return fetch()',
  'if (typeof fetch === "function" && input) return fetch()',
  'if (!(typeof fetch === "undefined")) return fetch()',
  'return typeof fetch === "undefined" ? 0 : fetch()',
  'return typeof fetch !== "undefined" && input && fetch()',
  'return typeof fetch === "undefined" || fetch()',
  'if (typeof fetch === "undefined") return 0; return fetch()',
  'if (typeof fetch === "undefined" || !input) throw 0; { return () => fetch() }',
  'const has = "undefined" !== typeof fetch; return has ? fetch() : 0',
  'try { return fetch() } catch { return 0 }',
  'return globalThis.fetch',
  'return globalThis.fetch?.("x")',
  'if (globalThis.fetch) return globalThis.fetch("x")',
  'if ("fetch" in globalThis) return fetch()',
  'return typeof process !== "undefined" && process.env && process.env.NODE_ENV',
  'globalThis.fetch = (x: any) => x; return fetch(1)',
])('%s is none', async body => {
  expect(await findingsOf(body)).toEqual([])
})

test('each name has a reason and a replacement of its own kind', async () => {
  const findings = await findingsOf(
    'setTimeout(() => {}, 1); Buffer.from("x"); new WebSocket("x"); process.exit(1); crypto.subtle; new Intl.NumberFormat(); require(input); import(input); document.body',
  )
  expect(findings.map(({ message, fix }) => [message.split(' ')[0], fix.slice(0, 24)])).toEqual([
    ['setTimeout', 'Call the function direct'],
    ['Buffer', 'Use Uint8Array, TextEnco'],
    ['WebSocket', "Use websocket of 'yoi-pl"],
    ['process', 'Take what you need from '],
    ['crypto', 'Take ids and keys from t'],
    ['Intl', 'Format by hand, or impor'],
    ['require', 'Write a static import: i'],
    ['import()', 'Write a static import: i'],
    ['document', 'Leave it out, or use a p'],
  ])
})

test('import() of a file of the project works', async () => {
  const files = { 'src/part.ts': 'export const n = 7\n' }
  expect(await findingsOf('return import("./part.ts").then(part => part.n)', files)).toEqual([])
})

const PACKAGES = {
  'node_modules/outer/package.json': '{"name":"outer","module":"lib/index.js"}',
  'node_modules/outer/lib/index.js': "export { inner } from '@scope/inner'\n",
  'node_modules/outer/node_modules/@scope/inner/package.json': '{"name":"@scope/inner","main":"i.js"}',
}
const INNER = 'node_modules/outer/node_modules/@scope/inner/i.js'
const USES_OUTER = { 'src/part.ts': "export { inner } from 'outer'\n" }

async function withInner(code: string) {
  const source = `${PDK_IMPORT}import { inner } from './part'\nconst use = inner\n${TOOL}`
  return await buildFiles({ 'src/plugin.ts': source, ...USES_OUTER, ...PACKAGES, [INNER]: code }, ['echo'])
}

test('in a package it is one warning for each name, with the way to the package', async () => {
  const built = await withInner(
    'exports.inner = () => { setTimeout(f); setTimeout(g); return typeof process !== "undefined" ? process.env : Buffer.alloc(1) }',
  )
  expect(built.ok).toBe(true)
  const chain = '(imported by "src/plugin.ts" > "src/part.ts" > "node_modules/outer/lib/index.js")'
  expect(built.findings).toMatchObject([
    {
      severity: 'warning',
      at: { file: INNER, line: 1 },
      message: `The package "@scope/inner" uses setTimeout, which does not exist in a component ${chain}.`,
    },
    {
      severity: 'warning',
      message: `The package "@scope/inner" uses Buffer, which does not exist in a component ${chain}.`,
    },
  ])
})

test.each([
  ['require("fs")', '"fs", a module of Node'],
  ['require("node:crypto")', '"node:crypto", a module of Node'],
  ['require("./build/addon.node")', '"./build/addon.node", a native addon'],
  ['require("./code.wasm")', 'code.wasm", a WebAssembly file'],
])('a package that needs %s cannot be used, and the way to it is told', async (need, what) => {
  const code = `exports.inner = ${need}`
  const source = `${PDK_IMPORT}import { inner } from './part'\nconst use = inner\n${TOOL}`
  const folder = INNER.replace('i.js', '')
  const files = {
    ...USES_OUTER,
    ...PACKAGES,
    [INNER]: code,
    [`${folder}code.wasm`]: '',
    'src/plugin.ts': source,
  }
  const built = await buildFiles(files, ['echo'])
  expect(built.ok).toBe(false)
  const [finding] = built.findings
  expect(finding).toMatchObject({
    rule: 'build/impure-package',
    severity: 'error',
    at: { file: INNER, line: 1, column: 25 },
  })
  expect(finding!.message).toContain(`The package "@scope/inner" needs `)
  expect(finding!.message).toContain(what)
  expect(finding!.message).toContain(
    '(imported by "src/plugin.ts" > "src/part.ts" > "node_modules/outer/lib/index.js").',
  )
})

test('a package that only tries to load a module of Node can be used', async () => {
  const built = await withInner('let fs; try { fs = require("fs") } catch {}\nexports.inner = () => fs')
  expect(built.ok).toBe(true)
})

test('a component with code of a package carries its licence', async () => {
  const componentWith = async (use: string) => {
    const source = `${PDK_IMPORT}const use = (input: any) => ${use}\n${TOOL}`
    const built = await buildFiles({ 'src/plugin.ts': source }, ['echo'])
    return Buffer.from((built as BuiltComponent).component).toString('latin1')
  }
  expect(await componentWith("new URL('http://a')")).toMatch(/whatwg-url \d+\.\d+\.\d+\n\n.*MIT/is)
  expect(await componentWith('new TextEncoder()')).not.toContain('whatwg-url')
})

test('polyfills are added where they are used, and only there', async () => {
  const build = async (use: string) => {
    const built = await buildFiles(
      { 'src/plugin.ts': `${PDK_IMPORT}const use = (input: any) => ${use}\n${TOOL}` },
      ['echo'],
    )
    if (!built.ok) throw new Error(JSON.stringify(built.findings))
    return built.size!.modules.map(({ path }) => path).filter(path => path.includes('polyfills'))
  }
  expect(await build('1')).toEqual([])
  expect(await build('((URL: any) => URL)(1)')).toEqual([])
  expect(await build('new TextEncoder()')).toEqual(['yoi-plugin/polyfills/text-encoder'])
  expect(await build('new globalThis.URL("http://a")')).toEqual(['yoi-plugin/polyfills/url'])
  expect((await build('structuredClone(new TextDecoder())')).sort()).toEqual([
    'yoi-plugin/polyfills/structured-clone',
    'yoi-plugin/polyfills/text-decoder',
  ])
})
