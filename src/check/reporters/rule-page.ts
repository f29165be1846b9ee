/** Folder of the pages about rules, in this package. */
export const RULE_PAGES = 'docs/rules'

/** The page about a rule, relative to the root of this package: our only links. */
export function rulePage(rule: string): string {
  return `${RULE_PAGES}/${rule}.md`
}
