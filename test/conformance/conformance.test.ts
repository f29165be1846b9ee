import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { areas } from './areas.ts'
import type { ConformanceCase } from './conformance-case.ts'
import { judgeCase } from './judge-case.ts'
import { listCaseFiles, readCaseFile } from './read-case-files.ts'
import { runConformance } from './run-conformance.ts'

const dataFolder = fileURLToPath(new URL('.', import.meta.url))
const cases = listCaseFiles(dataFolder).flatMap(readCaseFile)
const temporary = mkdtempSync(join(tmpdir(), 'conformance-'))
afterAll(() => rmSync(temporary, { recursive: true, force: true }))

function runWith(...more: object[]) {
  const file = join(temporary, 'more.json')
  writeFileSync(file, JSON.stringify(more))
  const lines: string[] = []
  const code = runConformance(temporary, [], line => lines.push(line))
  return { code, lines }
}

const identityCase = (more: object) => ({
  id: 'x',
  area: 'identity',
  input: { enablement_id: 'project:a' },
  expect: 'accept',
  why: 'because',
  ...more,
})

describe('the conformance cases', () => {
  test.each([...areas.keys()])('of the area %s all agree with the host', area => {
    const judged = cases
      .filter(entry => entry.area === area)
      .map(entry => [entry.id, judgeCase(entry)] as const)
    expect(judged.filter(([, outcome]) => outcome.status === 'failed')).toEqual([])
    expect(judged.filter(([, outcome]) => outcome.status === 'passed').length).toBeGreaterThan(0)
  })

  test('of the samples are skipped only where they are written for people or of an area that has no judge', () => {
    const skipped = readCaseFile(join(dataFolder, 'samples.json')).filter(
      entry => areas.has(entry.area) && judgeCase(entry).status === 'skipped',
    )
    expect(skipped.map(entry => entry.id)).toEqual(
      skipped.filter(entry => isForPeople(entry)).map(entry => entry.id),
    )
  })

  test('have ids that are unique within a file', () => {
    for (const file of listCaseFiles(dataFolder)) {
      const ids = readCaseFile(file).map(entry => entry.id)
      expect(ids).toEqual([...new Set(ids)])
    }
  })
})

describe('the runner', () => {
  test('prints a count per area and a total, and succeeds', () => {
    const { code, lines } = runWith(identityCase({}), identityCase({ id: 'y', area: 'unheard-of' }))
    expect(lines).toEqual([
      'identity                1 passed, 0 failed, 0 skipped',
      'unheard-of              0 passed, 0 failed, 1 skipped',
      '1 passed, 0 failed, 1 skipped',
    ])
    expect(code).toBe(0)
  })

  test('skips a case that is only described', () => {
    expect(runWith(identityCase({ input: { describe: 'an id' } })).lines.at(-1)).toBe(
      '0 passed, 0 failed, 1 skipped',
    )
  })

  test('takes files in any order of keys, with a BOM, without a reason; a case without an input is skipped', () => {
    const file = join(temporary, 'more.json')
    const cases = [
      {
        expect: 'accept',
        input: { enablement_id: 'project:a' },
        area: 'identity',
        id: 'x',
        confidence: 'guess',
      },
      { id: 'y', area: 'identity', expect: 'reject' },
    ]
    writeFileSync(file, `\ufeff${JSON.stringify(cases)}`)
    const lines: string[] = []
    expect(runConformance(temporary, [], line => lines.push(line))).toBe(0)
    expect(lines.at(-1)).toBe('1 passed, 0 failed, 1 skipped')
  })

  test.each([
    ['{', 'cannot be read as JSON'],
    ['{}', 'is not a JSON array of cases'],
    ['[{"id":"x","area":"identity","input":{}}]', 'entry 0 has no id, area or expect'],
  ])('says what is wrong with the file %s', (text, message) => {
    writeFileSync(join(temporary, 'more.json'), text)
    const lines: string[] = []
    expect(runConformance(temporary, [], line => lines.push(line))).toBe(2)
    expect(lines).toEqual([expect.stringContaining(message)])
  })

  test.each([
    [{ expect: 'reject', kind: 'malformed' }, 'expected reject kind=malformed', 'found    accept'],
    [{ digest: 'sha256:00' }, 'expected accept digest=sha256:00', 'found    accept'],
    [
      { input: { enablement_id: 'a' }, expect: 'reject', kind: 'malformed', phase: 'manifest' },
      'expected reject kind=malformed phase=manifest',
      'found    reject kind=ambiguous phase=resolution (unqualified)',
    ],
  ])('lists a failed case with what was expected and found: %j', (more, expected, found) => {
    const { code, lines } = runWith(identityCase(more))
    expect(lines).toContain(`  ${expected}`)
    expect(lines).toContain(`  ${found}`)
    expect(lines).toContain('FAILED identity/x: because')
    expect(code).toBe(1)
  })

  test('a judge that throws is a failure of its case only', () => {
    const { code, lines } = runWith(
      identityCase({
        id: 'broken',
        area: 'request-target-match',
        input: { url: 'https://h', target: { methods: 1 } },
      }),
      identityCase({}),
    )
    expect(lines.at(-1)).toBe('1 passed, 1 failed, 0 skipped')
    expect(code).toBe(1)
  })
})

function isForPeople({ input }: ConformanceCase): boolean {
  return ['describe', 'template', 'plugin_toml'].some(key =>
    Object.keys(input).every(name => name === key || name === 'command'),
  )
}
