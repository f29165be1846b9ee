import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { asset } from '../../assets.io.ts'
import { EXIT, UserError } from '../../errors.ts'
import { quote } from '../../quote.ts'
import { defineCommand } from '../define-command.ts'
import { nearest } from '../nearest.ts'

const PAGES = 'docs/rules'

export const explain = defineCommand({
  arguments: '[rule]',
  options: [],
  details:
    'Prints the page of a rule: what it finds, why it matters, a bad and a good example. Without a rule, lists all. Offline.',
  examples: ['yoi-plugin explain build/stale'],
  run({ args, flags }, terminal) {
    const rules = listRules()
    if (args.rule === undefined) {
      terminal.out(flags.json ? toJson({ format: 'yoi-plugin/explain@1', rules }) : rules.join('\n'))
      return EXIT.ok
    }
    const page = readPage(args.rule, rules)
    terminal.out(
      flags.json ? toJson({ format: 'yoi-plugin/explain@1', rule: args.rule, page }) : page.trimEnd(),
    )
    return EXIT.ok
  },
})

/** Ids of the rules that have a page, `area/problem`, in ascending order. */
function listRules(): string[] {
  const folder = asset(PAGES)
  const areas = readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory())
  return areas
    .flatMap(({ name }) => readdirSync(join(folder, name)).map(file => `${name}/${file}`))
    .filter(path => path.endsWith('.md'))
    .map(path => path.slice(0, -'.md'.length))
    .sort()
}

function readPage(rule: string, rules: readonly string[]): string {
  if (rules.includes(rule)) return readFileSync(asset(`${PAGES}/${rule}.md`), 'utf8')
  const meant = nearest(rule, rules) ?? rules.find(known => known.endsWith(`/${rule}`))
  throw new UserError(
    'unknown-rule',
    `There is no rule ${quote(rule)}.`,
    meant ? `Did you mean \`yoi-plugin explain ${meant}\`?` : 'List all rules with `yoi-plugin explain`.',
  )
}

function toJson(report: object): string {
  return JSON.stringify(report, null, 2)
}
