import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { asset } from '../../src/assets.io.ts'
import { catalogue } from '../../src/check/catalogue.ts'
import type { RuleInfo } from '../../src/check/rule-info.ts'
import { RULE_TITLES } from '../../src/check/rule-titles.ts'
import { rules } from '../../src/check/rules.ts'

const HEADINGS = ['What', 'Why', 'Bad', 'Good', 'Source in Yoi']
const DATA = ['check/catalogue.ts', 'check/rule-titles.ts']

const ids = catalogue.map(rule => rule.id)
const areas = [...new Set([...ids.map(areaOf), ...readdirSync(asset('src/check/rules'))])]
const sources = listFiles('src', '.ts').filter(path => !DATA.includes(path))
const named = new Map(sources.map(path => [path, idsIn(readFileSync(asset(`src/${path}`), 'utf8'))]))
const pages = listFiles('docs/rules', '.md').filter(path => path !== 'README.md')

describe('the catalogue of rules', () => {
  test('holds every rule that the sources name', () => {
    const strangers = [...named].flatMap(([path, found]) =>
      found.filter(id => !ids.includes(id)).map(id => `${path}: ${id}`),
    )
    expect(strangers).toEqual([])
  })

  test('holds no rule that the sources do not name', () => {
    const found = new Set([...named.values()].flat())
    expect(Object.keys(RULE_TITLES).filter(id => !found.has(id))).toEqual([])
  })

  test('gives every rule a title of one line and its own', () => {
    expect(catalogue.filter(({ title }) => !/^[\S][^\n]{9,90}[^.\s]$/.test(title))).toEqual([])
    expect(new Set(catalogue.map(({ title }) => title)).size).toBe(catalogue.length)
  })

  test('has one page per rule, and no page is left over', () => {
    expect(pages.map(path => path.slice(0, -'.md'.length)).sort()).toEqual(ids)
  })

  test('is what docs/rules/README.md lists', async () => {
    await expect(renderIndex(catalogue)).toMatchFileSnapshot('../../docs/rules/README.md')
  })
})

describe('static rules', () => {
  test('stand in a file of the name of their id, and every such file is listed', () => {
    const files = listFiles('src/check/rules', '.ts').filter(path => {
      const text = readFileSync(asset(`src/check/rules/${path}`), 'utf8')
      return /^export const \w+ = \w+Rule\(/m.test(text)
    })
    expect(rules.map(rule => `${rule.id}.ts`).sort()).toEqual(files.sort())
  })
})

describe.each(catalogue.filter(({ id }) => existsSync(asset(pageOf(id)))))('the page of $id', rule => {
  const page = readFileSync(asset(pageOf(rule.id)), 'utf8')

  test('begins with id, title and severity', () => {
    expect(page.startsWith(`# ${rule.id}\n\n${rule.title}.\n\n${severityOf(rule)}\n\n`)).toBe(true)
  })

  test('says under each heading what it has to', () => {
    const [, ...sections] = page.split(/^## /m)
    expect(sections.map(section => section.slice(0, section.indexOf('\n')))).toEqual(HEADINGS)
    expect(sections.filter(section => section.slice(section.indexOf('\n')).trim().length < 5)).toEqual([])
  })

  test('is short and fits a terminal', () => {
    const lines = page.split('\n')
    expect(lines.length).toBeLessThanOrEqual(60)
    expect(lines.filter(line => line.length > 150)).toEqual([])
  })
})

function areaOf(id: string): string {
  return id.slice(0, id.indexOf('/'))
}

function pageOf(id: string): string {
  return `docs/rules/${id}.md`
}

function severityOf({ severity, isSecurity }: RuleInfo): string {
  return `Severity: ${severity}${isSecurity ? '; cannot be silenced' : ''}.`
}

/** Paths below a folder of the repository, relative to that folder. */
function listFiles(folder: string, extension: string): string[] {
  const entries = readdirSync(asset(folder), { recursive: true, encoding: 'utf8' })
  return entries.filter(path => path.endsWith(extension)).map(path => path.replaceAll('\\', '/'))
}

function idsIn(text: string): string[] {
  return [...text.matchAll(/'([a-z]+)\/[a-z0-9]+(?:-[a-z0-9]+)*'/g)]
    .filter(([, area]) => areas.includes(area as string))
    .map(([literal]) => literal.slice(1, -1))
}

function renderIndex(infos: readonly RuleInfo[]): string {
  const sections = [...new Set(infos.map(({ id }) => areaOf(id)))].map(area => {
    const rows = infos
      .filter(({ id }) => areaOf(id) === area)
      .map(({ id, title, severity }) => `| [${id}](${id}.md) | ${severity} | ${title} |`)
    return [`## ${area}`, '', '| Rule | Severity | Finds |', '| --- | --- | --- |', ...rows].join('\n')
  })
  const intro = `# Rules

Every problem that \`yoi-plugin\` can find, with a page for each; \`yoi-plugin explain <rule>\` prints the page without a network.
An error fails the check, a warning does with \`--strict\` only, a note never does.

Generated from \`src/check/catalogue.ts\`: change it there and run \`npx vitest run test/check/catalogue.test.ts -u\`.`
  return `${[intro, ...sections].join('\n\n')}\n`
}
