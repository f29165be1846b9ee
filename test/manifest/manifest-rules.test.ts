import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { asset } from '../../src/assets.io.ts'
import { MANIFEST_RULES, PROJECT_RULES } from '../../src/manifest/manifest-rules.ts'
import { readManifest } from '../../src/manifest/read-manifest.ts'
import { readProjectSettings } from '../../src/manifest/read-project-settings.ts'

const HEADINGS = ['What', 'Why', 'Bad', 'Good', 'Source in Yoi']
const PATHS = new Set(['plugin.toml', 'plugin.component.wasm'])

/** What every example manifest has where it does not say otherwise. */
const HEAD = ['schema_version = 1', 'id = "acme.echo"', 'name = "Acme Echo"', 'version = "0.1.0"']

/** These are about bytes, so their examples are prose. */
const WITHOUT_TOML = /\/(missing|too-large|not-utf-8)$/

const RULES = Object.entries({ ...MANIFEST_RULES, ...PROJECT_RULES })

test.each(RULES)('%s has a page that explains it', (rule, title) => {
  const page = pageOf(rule)
  expect(page.startsWith(`# ${rule}\n\n${title}.\n`)).toBe(true)
  expect([...page.matchAll(/^## (.*)$/gm)].map(match => match[1])).toEqual(HEADINGS)
})

test.each(RULES.filter(([rule]) => !WITHOUT_TOML.test(rule)))(
  '%s is what its bad example gets, and its good one gets nothing',
  rule => {
    expect(rulesOf(rule, exampleOf(pageOf(rule), 'Bad'))).toContain(rule)
    expect(rulesOf(rule, exampleOf(pageOf(rule), 'Good'))).toEqual([])
  },
)

function pageOf(rule: string): string {
  return readFileSync(asset(`docs/rules/${rule}.md`), 'utf8')
}

function exampleOf(page: string, heading: string): string {
  const [, section = ''] = page.split(`\n## ${heading}\n`)
  const lines = (section.split('\n## ')[0] ?? '').split('\n').filter(line => line.startsWith('    '))
  return lines.map(line => line.trim()).join('\n')
}

function rulesOf(rule: string, example: string): string[] {
  const encoder = new TextEncoder()
  if (rule in PROJECT_RULES) {
    return readProjectSettings(encoder.encode(example)).findings.map(finding => finding.rule)
  }
  const [top = ''] = example.split('\n[')
  const given = new Set(top.startsWith('[') ? [] : top.split('\n').map(line => line.split(' = ')[0]))
  const head = HEAD.filter(line => !given.has(line.split(' = ')[0])).join('\n')
  return readManifest(encoder.encode(`${head}\n${example}\n`), PATHS).problems.map(problem => problem.rule)
}
