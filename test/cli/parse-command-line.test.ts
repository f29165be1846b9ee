import { describe, expect, expectTypeOf, test } from 'vitest'
import { type Arguments, defineCommand, type Flags } from '../../src/cli/define-command.ts'
import { parseCommandLine } from '../../src/cli/parse-command-line.ts'
import { UserError } from '../../src/errors.ts'

const sample = defineCommand({
  arguments: '<rule> [dir]',
  options: [
    ['-o, --output <file>', 'Where to write'],
    ['--grant <label>...', 'Allow something'],
    ['--dry-run', 'Write nothing'],
    ['--no-config', 'Ignore the project file'],
  ],
  run: () => 0,
})

const parse = (...words: string[]) => parseCommandLine('sample', sample, words)

function refusal(...words: string[]): UserError {
  try {
    parse(...words)
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('the command line was accepted')
}

describe('a command line', () => {
  test('gives every declared argument and flag a value, typed from the declaration', () => {
    expect(parse('component/placeholder')).toEqual({
      args: { rule: 'component/placeholder', dir: undefined },
      flags: {
        output: undefined,
        grant: [],
        dryRun: false,
        noConfig: false,
        json: false,
        help: false,
      },
    })
    expectTypeOf<Arguments<'<rule> [dir]'>>().toEqualTypeOf<{
      readonly rule: string
      readonly dir: string | undefined
    }>()
    expectTypeOf<Arguments<'[...paths]'>>().toEqualTypeOf<{ readonly paths: readonly string[] }>()
    type Sample = Flags<readonly [['-o, --output <file>', ''], ['--grant <label>...', ''], ['--dry-run', '']]>
    expectTypeOf<Sample>().toEqualTypeOf<{
      readonly output: string | undefined
      readonly grant: readonly string[]
      readonly dryRun: boolean
      readonly json: boolean
    }>()
  })

  test('takes options before, between and after arguments, short and long, with and without equals sign', () => {
    expect(parse('--json', 'a', '-o', 'x', 'b', '--dry-run', '--no-config')).toMatchObject({
      args: { rule: 'a', dir: 'b' },
      flags: { json: true, output: 'x', dryRun: true, noConfig: true },
    })
    expect(parse('a', '--grant', 'fs', '--grant=request').flags.grant).toEqual(['fs', 'request'])
  })

  test.each(['007', '1e3', '0x10', 'true', 'false', '', ' ', '-x', '--json', '=', 'ü\n"\\', '__proto__'])(
    'keeps the value %j exactly as it was typed',
    value => {
      expect(parse('a', `--output=${value}`).flags.output).toBe(value)
    },
  )

  test('does not take the word after a switch for its value', () => {
    expect(parse('--dry-run', '007', 'false')).toMatchObject({
      args: { rule: '007', dir: 'false' },
      flags: { dryRun: true },
    })
  })

  test('takes everything after -- as arguments', () => {
    expect(parse('--', '--json', '-x')).toMatchObject({
      args: { rule: '--json', dir: '-x' },
      flags: { json: false },
    })
  })

  test.each([
    [['a', '--ouptut', 'x'], 'unknown-option', 'Did you mean --output?'],
    [['a', '--zzzzzz'], 'unknown-option', 'See the options with --help'],
    [['a', '--__proto__', 'x'], 'unknown-option', 'See the options with --help'],
    [['a', '-x'], 'unknown-option', 'See the options with --help'],
    [['a', '--output'], 'value-missing', 'Write --output <file>'],
    [['a', '--output', '--dry-run'], 'value-missing', 'Write --output <file>'],
    [['a', '--dry-run=yes'], 'value-unexpected', 'Write --dry-run alone'],
    [['a', '-o', 'x', '--output', 'y'], 'option-repeated', 'Keep one --output'],
    [[], 'argument-missing', 'See `yoi-plugin sample --help`'],
    [['a', 'b', 'c'], 'argument-unexpected', 'See `yoi-plugin sample --help`'],
  ] as const)('refuses %j as %s', (words, code, fix) => {
    const error = refusal(...words)
    expect(error.code).toBe(code)
    expect(error.fix).toContain(fix)
  })
})
