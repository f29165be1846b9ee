import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { asset } from '../../../src/assets.io.ts'
import { startTypeCheck } from '../../../src/toolchains/typescript/check-types.ts'
import { typeFindings } from '../../../src/toolchains/typescript/type-findings.ts'
import { useTemporaryFolders } from '../../support/temporary-folder.ts'

const makeFolder = useTemporaryFolders()
const TSCONFIG =
  '{ "compilerOptions": { "strict": true, "types": [], "lib": ["es2023"] }, "include": ["src"] }'

/** A package that is called typescript, with this script as its compiler. */
function compiler(version: string, script: string): Record<string, string> {
  return {
    'tsconfig.json': TSCONFIG,
    'node_modules/typescript/package.json': JSON.stringify({ version, bin: { tsc: 'tsc.cjs' } }),
    'node_modules/typescript/tsc.cjs': script,
  }
}

/** A project with the typescript of this repository, or with that in a folder above. */
function project(files: Record<string, string>, packagesIn = '.'): string {
  const folder = makeFolder(files)
  mkdirSync(join(folder, packagesIn, 'node_modules'), { recursive: true })
  symlinkSync(asset('node_modules/typescript'), join(folder, packagesIn, 'node_modules/typescript'))
  return folder
}

const check = (folder: string) => startTypeCheck(folder).result

describe('the type-check of a project', () => {
  test('reports errors at their places, and which typescript found them', async () => {
    const folder = project({
      'tsconfig.json': TSCONFIG,
      'src/plugin.ts': "import { x } from './other'\nexport const a: string = x\n",
      'src/other.ts': 'export const x = 1\n  x.y.z\n',
    })
    expect(await check(folder)).toEqual({
      status: 'checked',
      typescript: expect.stringMatching(/^7\./),
      findings: [
        expect.objectContaining({ at: { file: 'src/other.ts', line: 2, column: 5 } }),
        expect.objectContaining({
          rule: 'build/type-error',
          severity: 'error',
          message: "TS2322: Type 'number' is not assignable to type 'string'.",
          at: { file: 'src/plugin.ts', line: 2, column: 14 },
        }),
      ],
    })
  })

  test('is quiet about what is right, also with typescript in a folder above', async () => {
    const folder = project({
      'packages/p/tsconfig.json': TSCONFIG,
      'packages/p/src/plugin.ts': 'export {}\n',
    })
    expect(await check(join(folder, 'packages/p'))).toMatchObject({ status: 'checked', findings: [] })
  })

  test('tells a mistake in tsconfig.json', async () => {
    const folder = project({ 'tsconfig.json': '{ "include": ["nowhere"] }' })
    const result = await check(folder)
    expect(result).toMatchObject({
      status: 'checked',
      findings: [{ at: { file: 'tsconfig.json' }, message: expect.stringMatching(/^TS18003: No inputs/) }],
    })
  })

  test.each<[string, Record<string, string>, RegExp]>([
    ['no typescript', { 'tsconfig.json': TSCONFIG }, /^no typescript is installed/],
    ['an old typescript', compiler('4.9.5', ''), /^the project has typescript "4\.9\.5", and 5\.0/],
    ['a damaged one', { 'node_modules/typescript/package.json': '{' }, /damaged/],
    ['one without a compiler', { 'node_modules/typescript/package.json': '{"version":"5.1.0"}' }, /damaged/],
    [
      'no tsconfig.json',
      { 'node_modules/typescript/package.json': '{"version":"5.1.0","bin":{"tsc":"x"}}' },
      /no tsconfig\.json/,
    ],
  ])('does not take place with %s, and says so', async (_, files, reason) => {
    expect(await check(makeFolder(files))).toEqual({
      status: 'not-checked',
      reason: expect.stringMatching(reason),
    })
  })

  test.each<[string, string, RegExp]>([
    [
      'fails without an error',
      "console.error('out of cheese'); process.exit(3)",
      /ended with 3 and said "out of cheese"/,
    ],
    ['says nothing', 'process.exit(1)', /ended with 1\.$/],
    ['dies', "process.kill(process.pid, 'SIGKILL')", /it was killed/],
  ])('by a compiler that %s is not the plugin’s fault', async (_, script, message) => {
    const run = check(makeFolder(compiler('5.9.0', script)))
    await expect(run).rejects.toMatchObject({
      code: 'typescript-does-not-run',
      message: expect.stringMatching(message),
    })
  })

  test('can be stopped', async () => {
    const running = startTypeCheck(makeFolder(compiler('5.9.0', 'setInterval(() => {}, 1000)')))
    running.stop()
    await expect(running.result).rejects.toMatchObject({ code: 'typescript-does-not-run' })
  })
})

describe('the output of tsc', () => {
  test('is read with its explanations, whatever stands between', () => {
    const output =
      'src\\a (1).ts(3,7): error TS2322: Type \'"\u001b[31m"\' is wrong.\r\n  Because of this:\r\n    that.\r\nFound 1 error.\r\nerror TS5083: Cannot read file.\r\n'
    expect(typeFindings(output).map(({ at, message }) => [at, message])).toEqual([
      [
        { file: 'src/a (1).ts', line: 3, column: 7 },
        'TS2322: Type \'"\\u001b[31m"\' is wrong. Because of this: that.',
      ],
      [{ file: 'tsconfig.json' }, 'TS5083: Cannot read file.'],
    ])
  })

  test('of more than 50 errors ends with their number', () => {
    const findings = typeFindings('a.ts(1,1): error TS1: x\n'.repeat(60))
    expect(findings).toHaveLength(51)
    expect(findings.at(-1)!.message).toBe('The type-checker has 10 more errors.')
  })
})
