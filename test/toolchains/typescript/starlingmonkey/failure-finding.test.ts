import { describe, expect, test } from 'vitest'
import { failureFinding } from '../../../../src/toolchains/typescript/starlingmonkey/failure-finding.ts'
import type { Initialized } from '../../../../src/toolchains/typescript/starlingmonkey/initialized.ts'

/** Line 503, column 5 of the module is line 7, column 2 of the source. */
const mappings = `${';'.repeat(502)}IAMC`
const sourceMap = JSON.stringify({ version: 3, sources: ['src/plugin.ts'], names: [], mappings })

function findingOf(ran: Partial<Initialized>) {
  const nothing = { output: [], errors: [], missing: null, isOutOfSteps: false }
  return failureFinding({ ...nothing, ...ran }, sourceMap, 'src/plugin.ts')
}

describe('what StarlingMonkey says of a top level that fails', () => {
  test('is placed in the source, past the lines of the SDK', () => {
    const errors = [
      'Exception while evaluating top-level script',
      'plugin.js:503:5 Error: boom é',
      'Stack:',
      '  deep@plugin.js:503:5',
    ]
    expect(findingOf({ errors })).toMatchObject({
      rule: 'build/top-level-throws',
      message: 'The top level of the plugin throws: boom é.',
      at: { file: 'src/plugin.ts', line: 7, column: 2 },
    })
  })

  test('keeps the name of an error that is no plain one, and any thrown value', () => {
    expect(findingOf({ errors: ['plugin.js:503:5 TypeError: x is null'] }).message).toContain(
      'TypeError: x is null',
    )
    expect(findingOf({ errors: ['uncaught exception: text'] })).toMatchObject({
      message: 'The top level of the plugin throws: text.',
      at: { file: 'src/plugin.ts', line: 1, column: 1 },
    })
  })

  test('is not placed by a line of the SDK', () => {
    expect(findingOf({ errors: ['plugin.js:12:5 Error: inside'] }).at).toEqual({
      file: 'src/plugin.ts',
      line: 1,
      column: 1,
    })
  })

  test('names the steps, the import that is not there, and a crash without words', () => {
    expect(findingOf({ isOutOfSteps: true })).toMatchObject({
      rule: 'build/top-level-fuel',
      message: 'The top level of the plugin did not end within 1,500,000,000 steps of the engine.',
    })
    expect(findingOf({ missing: 'wasi:random/random get-random-bytes' }).message).toContain(
      'there is no wasi:random/random get-random-bytes at build time',
    )
    expect(findingOf({}).message).toContain('breaks the engine')
  })

  test('says what to do about a pattern that needs tables of Unicode', () => {
    const message = 'plugin.js:503:5 SyntaxError: invalid property name in regular expression:'
    expect(findingOf({ errors: [message] }).fix).toContain('build.engine = "quickjs"')
  })
})
