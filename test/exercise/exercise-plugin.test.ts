import { describe, expect, test } from 'vitest'
import type { Case } from '../../src/exercise/case.ts'
import { exercisePlugin } from '../../src/exercise/exercise-plugin.ts'
import type { CallOutcome } from '../../src/host/call-outcome.ts'
import { toolPlugin } from '../support/tool-plugin.ts'

const meters = { fuel: 10, memoryPages: 1, wallMs: 1, hostCalls: 0 }
const ok: CallOutcome = { status: 'ok', output: { summary: 's', content: null }, meters }
const subject = (...tools: string[]) => ({
  manifest: toolPlugin(new Uint8Array(), tools).manifest!,
  locateTool: (index: number) => ({ file: 'plugin.toml', line: index + 1 }),
  recordCommand: ({ file }: Case) => `record ${file}`,
})
const entry = (file: string, tool: string, expectation: Case['expect'] = {}): Case => ({
  file,
  tool,
  inputJson: '{}',
  grants: null,
  without: [],
  replies: [],
  cassette: null,
  expect: expectation,
})

/** Exercises with canned outcomes and tells which calls were made. */
async function exercise(tools: string[], cases: Case[], outcome: (tool: string) => CallOutcome) {
  const calls: string[] = []
  const result = await exercisePlugin(subject(...tools), cases, async (tool, input) => {
    calls.push(`${tool} ${input}`)
    return outcome(tool)
  })
  return { ...result, calls, rules: result.findings.map(finding => `${finding.severity} ${finding.rule}`) }
}

describe('exercisePlugin', () => {
  test('runs cases in order, then one smoke call of every tool without a case', async () => {
    const { calls, reports, rules } = await exercise(
      ['a', 'b', 'c'],
      [entry('cases/2', 'b'), entry('cases/1', 'b')],
      () => ok,
    )
    expect(calls).toEqual(['b {}', 'b {}', 'a {}', 'c {}'])
    expect(reports.map(report => `${report.kind} ${report.file} ${report.tool} ${report.status}`)).toEqual([
      'case cases/2 b passed',
      'case cases/1 b passed',
      'smoke null a passed',
      'smoke null c passed',
    ])
    expect(rules).toEqual([])
  })

  test('reports a failing case at its file and does not call a tool that is not declared', async () => {
    const { calls, findings, rules } = await exercise(
      ['a'],
      [entry('cases/1', 'a', { summary: 'x' }), entry('cases/2', 'z')],
      () => ok,
    )
    expect(calls).toEqual(['a {}'])
    expect(rules).toEqual(['error case/failed', 'error case/unknown-tool'])
    expect(findings[0]).toMatchObject({ at: { file: 'cases/1' } })
    expect(findings[0]?.message).toContain('summary: expected "x", received "s"')
  })

  test.each([
    ['trap', { status: 'trap', message: 'unreachable', meters }, 'error exercise/trap'],
    [
      'limit',
      { status: 'limit', limit: 'fuel', value: 5, most: 5, message: 'all used', meters },
      'error exercise/limit',
    ],
    ['bad output', { status: 'bad-output', message: 'no JSON', meters }, 'error exercise/bad-output'],
    [
      'refused component',
      { status: 'load-refused', message: 'no call', meters },
      'error exercise/load-refused',
    ],
    [
      'unanswered host call',
      { status: 'denied', label: 'host_api.fs', message: 'no', meters },
      'note exercise/not-exercised',
    ],
    [
      'failed host call',
      { status: 'trap', hostCall: 'fs.read', message: 'fs.read failed: the path is empty', meters },
      'note exercise/not-exercised',
    ],
    [
      'runner that cannot',
      { status: 'runner-cannot', message: 'old Node', meters },
      'note exercise/not-exercised',
    ],
  ] as const)('a smoke call with a %s is judged', async (_, outcome, rule) => {
    const { rules, findings } = await exercise(['a'], [], () => outcome)
    expect(rules).toEqual([rule])
    expect(findings[0]?.at).toEqual({ file: 'plugin.toml', line: 1 })
  })

  test('a tool error is a normal output of a smoke call', async () => {
    const output = { summary: 'tool error: failed', content: '{"error":{}}' }
    expect((await exercise(['a'], [], () => ({ status: 'ok', output, meters }))).rules).toEqual([])
  })

  test('an input that the schema admits and the tool refuses is a note', async () => {
    const content = '{"error":{"code":"invalid_input","message":"missing field `id`"}}'
    const output = { summary: 'tool error: invalid_input', content }
    const { findings, reports } = await exercise(['a'], [], () => ({ status: 'ok', output, meters }))
    expect(findings).toMatchObject([{ rule: 'exercise/input-refused', severity: 'note' }])
    expect(findings[0]?.message).toBe(
      '"a" refuses the smallest input that its schema admits: missing field `id`.',
    )
    expect(reports[0]).toMatchObject({ status: 'passed', differences: [] })
  })

  test('a declared tool that the code does not have is an error', async () => {
    const output = { summary: 'tool error: unsupported_tool', content: 'no JSON' }
    const { findings, reports } = await exercise(['a'], [], () => ({ status: 'ok', output, meters }))
    expect(findings).toMatchObject([{ rule: 'exercise/unsupported-tool', severity: 'error' }])
    expect(reports[0]).toMatchObject({ status: 'failed', differences: [findings[0]?.message] })
  })

  test('what this machine cannot run fails no case', async () => {
    const cannot: CallOutcome = { status: 'runner-cannot', message: 'needs memory64', meters }
    const { rules, reports } = await exercise(['a'], [entry('cases/1', 'a')], () => cannot)
    expect(rules).toEqual(['note exercise/not-exercised'])
    expect(reports[0]?.status).toBe('not-exercised')
  })
})
