import { describe, expect, test } from 'vitest'
import { readProjectFile } from '../../../src/manifest/project/read-project-file.ts'

const read = (text: string) => readProjectFile(new TextEncoder().encode(text))

const DEFAULTS = {
  build: { language: 'typescript', entry: 'src/plugin.ts', engine: 'quickjs' },
  pack: { include: [] },
}

describe('yoi-plugin.toml', () => {
  test.each([[undefined], [''], ['[build]\n'], ['[build]\n[pack]\n']])(
    'has a default for every key: %j',
    text => {
      expect(text === undefined ? readProjectFile(undefined) : read(text)).toEqual({
        settings: DEFAULTS,
        findings: [],
      })
    },
  )

  test('overrides single keys', () => {
    expect(read('[build]\nentry = "lib/main.ts"\n[pack]\ninclude = ["data/*.json"]').settings).toEqual({
      build: { ...DEFAULTS.build, entry: 'lib/main.ts' },
      pack: { include: ['data/*.json'] },
    })
  })

  test.each([
    ['[biuld]\n', 'project/unknown-key', 1, 2],
    ['[build]\nentri = "x"\n', 'project/unknown-key', 2, 1],
    ['[build]\nlanguage = "cobol"\n', 'project/unknown-value', 2, 12],
    ['[pack]\ninclude = "x"\n', 'project/wrong-type', 2, 11],
    ['[build\n', 'project/syntax', 2, 1],
  ])('%j is %s', (text, rule, line, column) => {
    const { settings, findings } = read(text)
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({
      rule,
      severity: 'error',
      at: { file: 'yoi-plugin.toml', line, column },
    })
    expect(settings).toEqual(DEFAULTS)
  })
})
