import { readFileSync } from 'node:fs'
import { asset } from '../../assets.io.ts'
import { catalogue } from '../../check/catalogue.ts'
import { safeJson } from '../../check/reporters/neutralise-text.ts'
import { rulePage } from '../../check/reporters/rule-page.ts'
import type { RuleInfo } from '../../check/rule-info.ts'
import { EXIT, UserError } from '../../errors.ts'
import { quote } from '../../quote.ts'
import { defineCommand } from '../define-command.ts'
import { nearest } from '../nearest.ts'

const FORMAT = 'yoi-plugin/explain@1'

export const explain = defineCommand({
  arguments: '[rule]',
  options: [],
  details:
    'Prints the page of a rule: what it finds, why it matters, a bad and a good example. Without a rule, lists all. Offline.',
  examples: ['yoi-plugin explain build/stale'],
  run({ args, flags }, terminal) {
    if (args.rule === undefined) {
      terminal.out(
        flags.json ? toJson({ format: FORMAT, rules: catalogue.map(describe) }) : listRules(catalogue),
      )
      return EXIT.ok
    }
    const rule = findRule(args.rule)
    const page = readFileSync(asset(rulePage(rule.id)), 'utf8')
    terminal.out(flags.json ? toJson({ format: FORMAT, ...describe(rule), page }) : page.trimEnd())
    return EXIT.ok
  },
})

function describe({ id, severity, title }: RuleInfo) {
  return { rule: id, severity, title }
}

function listRules(rules: readonly RuleInfo[]): string {
  const width = Math.max(...rules.map(({ id }) => id.length))
  return rules
    .map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd('warning'.length)}  ${title}`)
    .join('\n')
}

/** @throws UserError `unknown-rule`, with the rule that was probably meant */
function findRule(asked: string): RuleInfo {
  const ids = catalogue.map(({ id }) => id)
  const found = catalogue.find(({ id }) => id === asked)
  if (found) return found
  const meant = ids.find(id => id.endsWith(`/${asked}`)) ?? nearest(asked, ids)
  throw new UserError(
    'unknown-rule',
    `There is no rule ${quote(asked)}.`,
    meant ? `Did you mean \`yoi-plugin explain ${meant}\`?` : 'List all rules with `yoi-plugin explain`.',
  )
}

function toJson(report: object): string {
  return safeJson(report)
}
