import { describe, expect, test } from 'vitest'
import { buildFiles, PDK_IMPORT } from '../../support/build-plugin.ts'

const GOOD_TOOLS = "export default defineTools({ echo: { run() { return { summary: 'ok' } } } })\n"

/** The findings of a build that must fail, in short. */
async function failure(files: Record<string, string>, tools: readonly string[] = ['echo']) {
  const built = await buildFiles(files, tools)
  expect(built.ok).toBe(false)
  return built.findings.map(({ rule, severity, message, at }) => ({
    rule,
    severity,
    message,
    at: at && [at.file, at.line, at.column].filter(part => part !== undefined).join(':'),
  }))
}

describe('a failed build says where and why', () => {
  test('a syntax error', async () => {
    expect(await failure({ 'src/plugin.ts': `${PDK_IMPORT}const a = 1\n  const é = 'ü' const b` })).toEqual([
      {
        rule: 'build/syntax',
        severity: 'error',
        message: 'Expected ";" but found "const".',
        at: 'src/plugin.ts:3:17',
      },
    ])
  })

  test('an import that is not there', async () => {
    const source = `${PDK_IMPORT}import { x } from './missing.ts'\nimport 'left-pad-of-nobody'\nx()\n${GOOD_TOOLS}`
    expect(await failure({ 'src/plugin.ts': source })).toEqual([
      {
        rule: 'build/unresolved-import',
        severity: 'error',
        message: 'The import "./missing.ts" was not found.',
        at: 'src/plugin.ts:2:19',
      },
      {
        rule: 'build/unresolved-import',
        severity: 'error',
        message: 'The import "left-pad-of-nobody" was not found.',
        at: 'src/plugin.ts:3:8',
      },
    ])
  })

  test('an import of a Node module', async () => {
    const findings = await failure({
      'src/plugin.ts': `${PDK_IMPORT}import fs from 'node:fs'\nfs.readFileSync('x')\n${GOOD_TOOLS}`,
    })
    expect(findings).toEqual([
      {
        rule: 'build/unresolved-import',
        severity: 'error',
        message: '"node:fs" is a module of Node, which does not exist inside a component.',
        at: 'src/plugin.ts:2:16',
      },
    ])
  })

  test('a name that the other file does not export', async () => {
    const findings = await failure({
      'src/plugin.ts': `${PDK_IMPORT}import { gone } from './lib.ts'\ngone()\n${GOOD_TOOLS}`,
      'src/lib.ts': 'export const here = 1\n',
    })
    expect(findings).toMatchObject([{ rule: 'build/unresolved-import', at: 'src/plugin.ts:2:10' }])
  })

  test('a name that the SDK does not export, with those that it does', async () => {
    const source = `${PDK_IMPORT}import { fs } from 'yoi-plugin/pdk'\nfs.read()\n${GOOD_TOOLS}`
    const { findings } = await buildFiles({ 'src/plugin.ts': source }, ['echo'])
    expect(findings).toMatchObject([
      {
        rule: 'build/unresolved-import',
        message: 'yoi-plugin/pdk exports no "fs".',
        fix: 'Import what there is: ToolError, defineTools, list, readText, request, websocket, writeText; of types, with `import type`.',
        at: { file: 'src/plugin.ts', line: 2, column: 10 },
      },
    ])
  })

  test('a missing default export, and one that defineTools did not make', async () => {
    expect(await failure({ 'src/plugin.ts': 'export const a = 1\n' })).toMatchObject([
      { rule: 'build/no-default-export', at: 'src/plugin.ts:1:1' },
    ])
    expect(await failure({ 'src/plugin.ts': 'const a = 1\n  export default { a }\n' })).toMatchObject([
      { rule: 'build/no-default-export', at: 'src/plugin.ts:2:3' },
    ])
    for (const imposter of [
      'null',
      '{ dispatch() {} }',
      "{ dispatch() {}, toolNames: '{' }",
      '{ dispatch() {}, toolNames: [] }',
    ])
      expect(await failure({ 'src/plugin.ts': `export default ${imposter}` }), imposter).toMatchObject([
        { rule: 'build/no-default-export', at: 'src/plugin.ts:1:1' },
      ])
  })

  test('a top level that throws, at the place in the source where it does', async () => {
    const files = {
      'src/plugin.ts': `${PDK_IMPORT}import { parse } from './parse.ts'\nparse('{')\n${GOOD_TOOLS}`,
      'src/parse.ts':
        'interface Unused { a: string }\n\nexport function parse(text: string) {\n  return JSON.parse(text)\n}\n',
    }
    expect(await failure(files)).toMatchObject([
      {
        rule: 'build/top-level-throws',
        message: expect.stringContaining('SyntaxError: Expected property name'),
        at: expect.stringMatching(/^src\/parse\.ts:4:/),
      },
    ])
  })

  test('a top level that throws something that is no error', async () => {
    expect(
      await failure({ 'src/plugin.ts': `${PDK_IMPORT}throw 'a\\u001btext'\n${GOOD_TOOLS}` }),
    ).toMatchObject([
      { rule: 'build/top-level-throws', message: 'The top level of the plugin throws: a\\u001btext.' },
    ])
  })

  test('a promise of the top level that is rejected and that nobody handles', async () => {
    const source = `${PDK_IMPORT}Promise.reject(new Error('late'))\n${GOOD_TOOLS}`
    expect(await failure({ 'src/plugin.ts': source })).toMatchObject([
      {
        rule: 'build/top-level-throws',
        message: 'The top level of the plugin throws: Error: late.',
        at: 'src/plugin.ts:2:20',
      },
    ])
    const handled = `${PDK_IMPORT}const p = Promise.reject(new Error('late')); p.catch(() => {})\n${GOOD_TOOLS}`
    expect(await buildFiles({ 'src/plugin.ts': handled }, ['echo'])).toMatchObject({ ok: true })
  })

  test('a tool without a run function', async () => {
    expect(
      await failure({ 'src/plugin.ts': `${PDK_IMPORT}export default defineTools({ echo: {} as any })` }),
    ).toMatchObject([
      {
        rule: 'build/top-level-throws',
        message: expect.stringContaining('the tool "echo" has no run function'),
      },
    ])
  })

  test('a top level that never ends, in JavaScript and in native code, by counted work', async () => {
    const bombs = [
      'while (true);',
      'for (;;) [1].map(x => x)',
      'throw { toString() { for (;;); } }',
      "/(a+)+$/.test('a'.repeat(40) + 'b')",
      'const again = () => { Promise.resolve().then(again) }; again()',
    ]
    for (const bomb of bombs) {
      const findings = await failure({ 'src/plugin.ts': `${PDK_IMPORT}${bomb}\n${GOOD_TOOLS}` })
      expect(findings, bomb).toMatchObject([{ rule: 'build/top-level-fuel', at: 'src/plugin.ts:1:1' }])
    }
  })

  test('a top level without end of memory or stack', async () => {
    for (const bomb of [
      'const all: unknown[] = []; for (;;) all.push(new Array(1000).fill(1))',
      "let text = 'x'; for (;;) text += text",
      'new Uint8Array(3e6)',
      'const down = (n: number): number => down(n + 1) + 1; down(0)',
    ]) {
      const findings = await failure({ 'src/plugin.ts': `${PDK_IMPORT}${bomb}\n${GOOD_TOOLS}` })
      expect(findings, bomb).toMatchObject([
        {
          rule: 'build/top-level-throws',
          message: expect.stringMatching(/out of memory|stack|too long/),
        },
      ])
    }
  })

  test('a declared tool that the code does not have', async () => {
    const findings = await failure({ 'src/plugin.ts': `${PDK_IMPORT}${GOOD_TOOLS}` }, ['echo', 'other'])
    expect(findings).toEqual([
      {
        rule: 'build/tool-not-implemented',
        severity: 'error',
        message: 'plugin.toml declares the tool "other", but defineTools() has no such tool.',
        at: 'src/plugin.ts:2:16',
      },
    ])
  })

  test('an entry that is not there', async () => {
    expect(await failure({ 'src/other.ts': '' })).toMatchObject([{ rule: 'build/entry-missing' }])
  })
})

describe('a build that succeeds with a warning', () => {
  test('a tool that plugin.toml does not declare', async () => {
    const source = `${PDK_IMPORT}export default defineTools({\n  echo: { run() { return { summary: '' } } },\n  spare: { run() { return { summary: '' } } },\n})`
    const built = await buildFiles({ 'src/plugin.ts': source }, ['echo'])
    expect(built.ok).toBe(true)
    expect(built.findings).toMatchObject([
      {
        rule: 'build/tool-not-declared',
        severity: 'warning',
        at: { file: 'src/plugin.ts', line: 4, column: 3 },
      },
    ])
  })
})

describe('the bundle', () => {
  test('takes packages from node_modules, JSON and both module formats', async () => {
    const files = {
      'src/plugin.ts': `${PDK_IMPORT}import two from 'two'\nimport data from './data.json'
export default defineTools({ echo: { run() { return { summary: two(data.n) } } } })`,
      'src/data.json': '{"n": 21}',
      'node_modules/two/package.json': '{"name":"two","main":"index.js"}',
      'node_modules/two/index.js': 'module.exports = n => String(n * 2)',
    }
    expect(await buildFiles(files, ['echo'])).toMatchObject({ ok: true, findings: [] })
  })

  test('does not follow a tsconfig of a folder above, nor a path to another SDK', async () => {
    const files = {
      'src/plugin.ts': `${PDK_IMPORT}${GOOD_TOOLS}`,
      'tsconfig.json': '{"compilerOptions":{"paths":{"yoi-plugin/pdk":["./types/fake.ts"]}}}',
      'types/fake.ts': "throw new Error('not the SDK')",
    }
    const built = await buildFiles(files, ['echo'])
    expect(built.ok && built.inputs.map(input => input.path)).toEqual(['src/plugin.ts', 'tsconfig.json'])
  })
})
