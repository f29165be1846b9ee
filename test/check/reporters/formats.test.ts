import { beforeAll, expect, test } from 'vitest'
import type { CheckReport } from '../../../src/check/check-report.ts'
import { renderGithub } from '../../../src/check/reporters/github.ts'
import { renderGithubSummary } from '../../../src/check/reporters/github-summary.ts'
import { renderJsonReports } from '../../../src/check/reporters/json.ts'
import { renderJunit } from '../../../src/check/reporters/junit.ts'
import { renderSarif } from '../../../src/check/reporters/sarif.ts'
import { PLAIN, renderTextReports } from '../../../src/check/reporters/text.ts'
import { checkPath } from '../../../src/exercise/check-path.io.ts'
import { packedPlugin } from '../../support/packed-plugin.ts'
import { parseXml } from '../../support/parse-xml.ts'
import { useTemporaryFolders } from '../../support/temporary-folder.ts'

const temporary = useTemporaryFolders()

const MANIFEST = `schema_version = 2
id = "acme.echo"
name = "Echo"
version = "0.1.0"
[runtime]
kind = "wasm" # yoi-plugin: ignore[tools/token-cost] it was long once
world = "yoi:plugin/tool@9.9.9"
componet = "x.wasm"
`
const SETTINGS = '[build]\nentry = "src/plugin.ts"\n\n[bulid]\n'
const TWO = `schema_version = 1
id = "b"
name = "B"
version = "1"
[[tools]]
name = "echo"
description = "Echoes."
input_schema = { type = "object", additionalProperties = false } # yoi-plugin: ignore[no/such-rule] x
`
const SETTINGS_OF_TWO = '[rules."tools/surface-not-listed"]\nseverity = "note"\nreason = "we know"\n'

let reports: readonly CheckReport[] = []

beforeAll(async () => {
  const folder = temporary({
    'one/plugin.toml': MANIFEST,
    'one/yoi-plugin.toml': SETTINGS,
    'two/plugin.toml': TWO,
    'two/yoi-plugin.toml': SETTINGS_OF_TWO,
    'three.yoi-plugin': packedPlugin({ more: 'surfaces = ["tool"]\n[[tools]]\nname = "a b"\n' }),
  })
  reports = await Promise.all(
    ['one', 'two', 'three.yoi-plugin'].map(name =>
      checkPath(`${folder}/${name}`, { inputPath: `plugins/${name}`, isStatic: true }),
    ),
  )
})

/** `severity rule path:line` of every finding, as the reports hold them. */
function expected(): string[] {
  return reports
    .flatMap(({ plugin, findings }) =>
      findings.map(({ severity, rule, at }) => {
        const isFolder = plugin.inputKind === 'directory'
        const path = isFolder ? `${plugin.inputPath}/${at?.file ?? 'plugin.toml'}` : plugin.inputPath
        return `${severity} ${rule} ${path}${isFolder && at?.line ? `:${at.line}` : ''}`
      }),
    )
    .sort()
}

test('the reports hold findings of every severity and of several files', () => {
  const all = expected().join('\n')
  expect(expected().length).toBeGreaterThan(6)
  expect(all).toMatch(/^error manifest\/unknown-key plugins\/one\/plugin\.toml:8$/m)
  expect(all).toMatch(/^error project\/unknown-key plugins\/one\/yoi-plugin\.toml:4$/m)
  expect(all).toMatch(/^error \S+ plugins\/three\.yoi-plugin$/m)
  expect(all).toMatch(/^warning check\/unknown-rule /m)
  expect(all).toMatch(/^note tools\/surface-not-listed /m)
})

test('json holds the same findings', () => {
  const { reports: rendered } = renderJsonReports(reports) as {
    reports: { input_path: string; findings: { severity: string; rule: string }[] }[]
  }
  const found = rendered.flatMap(({ findings }) =>
    findings.map(({ severity, rule }) => `${severity} ${rule}`),
  )
  expect(found.sort()).toEqual(
    expected()
      .map(line => line.split(' ').slice(0, 2).join(' '))
      .sort(),
  )
})

test('sarif holds the same findings', () => {
  const context = { toolVersion: '0', ruleInfo: () => undefined, readPage: () => undefined }
  const { runs } = renderSarif(reports, context) as {
    runs: {
      results: {
        level: string
        ruleId: string
        locations: {
          physicalLocation: { artifactLocation: { uri: string }; region?: { startLine: number } }
        }[]
      }[]
    }[]
  }
  const found = (runs[0]?.results ?? []).map(({ level, ruleId, locations }) => {
    const place = locations[0]?.physicalLocation
    return `${level} ${ruleId} ${place?.artifactLocation.uri}${place?.region ? `:${place.region.startLine}` : ''}`
  })
  expect(found.sort()).toEqual(expected())
})

test('github annotations and the job summary hold the same findings', () => {
  const severities: Record<string, string> = { error: 'error', warning: 'warning', notice: 'note' }
  const annotations = [
    ...renderGithub(reports).matchAll(/^::(\w+) file=([^,]*)(?:,line=(\d+))?.*,title=(\S+?)::/gm),
  ]
  expect(
    annotations
      .map(
        ([, command = '', path, line, rule]) =>
          `${severities[command]} ${rule} ${path}${line ? `:${line}` : ''}`,
      )
      .sort(),
  ).toEqual(expected())
  const rows = [
    ...renderGithubSummary(reports).matchAll(/^\| (error|warning|note) \| .*? \| (\S+).*? \| (\S+) \|/gm),
  ]
  expect(
    rows.map(([, severity, path, rule]) => `${severity} ${rule} ${path}`.replaceAll('\\', '')).sort(),
  ).toEqual(expected())
})

test('junit holds the same findings, and fails for the errors', () => {
  const suites = parseXml(renderJunit(reports)).children
  const found = suites.flatMap(suite =>
    suite.children.map(({ attributes, children: [body] }) => {
      const [rule, path] = (attributes.name ?? '').replace(/ \([^)]*\)/, '').split(' at ')
      const severity = body?.name === 'failure' ? 'error' : body?.text.split(':')[0]
      return `${severity} ${rule} ${path?.replace(/(:\d+):\d+$/, '$1')}`
    }),
  )
  expect(found.sort()).toEqual(expected())
})

test('text holds the same findings', () => {
  let input = ''
  let file = ''
  const found: string[] = []
  for (const line of renderTextReports(reports, PLAIN).split('\n')) {
    const heading = /^== (.*)/.exec(line)?.[1]
    const entry = /^ {2}(?:(\d+):\d+)? *(error|warning|note) +([a-z]+\/[a-z-]+)/.exec(line)
    if (heading) input = heading
    else if (/^\S/.test(line)) file = line
    if (!entry) continue
    const [, number, severity, rule] = entry
    const isFolder = !input.endsWith('.yoi-plugin')
    const path = isFolder ? `${input}/${file === input ? 'plugin.toml' : file}` : input
    found.push(`${severity} ${rule} ${path}${isFolder && number ? `:${number}` : ''}`)
  }
  expect(found.sort()).toEqual(expected())
})
