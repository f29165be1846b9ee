import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { asset } from '../../src/assets.io.ts'
import { WIT_FILES } from '../../src/contract/wit-files.ts'
import { readProjectSettings } from '../../src/manifest/read-project-settings.ts'

const text = (path: string) => readFileSync(asset(path), 'utf8')
const RUST_EXAMPLES = ['word-frequency', 'rust-http-json']

describe.each(RUST_EXAMPLES)('the example %s', name => {
  test('has the PDK and the flags of the template', () => {
    expect(text(`examples/${name}/src/pdk.rs`)).toBe(text('templates/rust-tool/src/pdk.rs'))
    expect(text(`examples/${name}/.cargo/config.toml`)).toBe(text('templates/rust-tool/_cargo/config.toml'))
  })

  test.each(WIT_FILES)('has the %s of Yoi', path => {
    expect(text(`examples/${name}/${path}`)).toBe(text(path.replace('wit/', 'wit/yoi-plugin/')))
  })

  test('is a Rust project', () => {
    const { settings, findings } = readProjectSettings(
      new TextEncoder().encode(text(`examples/${name}/yoi-plugin.toml`)),
    )
    expect(findings).toEqual([])
    expect(settings.build.language).toBe('rust')
  })
})

describe('word frequency in Rust and in TypeScript', () => {
  test('passes the same cases', () => {
    const cases = (name: string) =>
      Object.fromEntries(
        readdirSync(asset(`examples/${name}/cases`)).map(file => [
          file,
          text(`examples/${name}/cases/${file}`),
        ]),
      )
    expect(cases('word-frequency-ts')).toEqual(cases('word-frequency'))
    expect(Object.keys(cases('word-frequency')).length).toBeGreaterThan(3)
  })

  test('has the same manifest but for the id', () => {
    expect(text('examples/word-frequency-ts/plugin.toml').replace('frequency-ts"', 'frequency"')).toBe(
      text('examples/word-frequency/plugin.toml'),
    )
  })
})

describe('the Rust PDK', () => {
  test.each([
    ['MAX_TOOL_OUTPUT_BYTES', '65_536'],
    ['MAX_SUMMARY_BYTES', '1_024'],
    ['MAX_CONTENT_BYTES', '60_416'],
    ['MAX_ERROR_MESSAGE_BYTES', '4_096'],
  ])('has the %s of contract 10.1', (name, value) => {
    expect(text('templates/rust-tool/src/pdk.rs')).toContain(`pub const ${name}: usize = ${value};`)
  })
})
