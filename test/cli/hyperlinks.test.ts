import { expect, test } from 'vitest'
import { hasHyperlinks } from '../../src/cli/hyperlinks.ts'
import { styleOf } from '../../src/cli/style.ts'

const terminal = (env: Readonly<Record<string, string>>, parts = {}) => ({
  env,
  colour: true,
  isTTY: true,
  ...parts,
})

test.each([
  [{ TERM_PROGRAM: 'WezTerm' }, true],
  [{ VTE_VERSION: '7600' }, true],
  [{ VTE_VERSION: '4000' }, false],
  [{ TERM: 'xterm-256color' }, false],
  [{ WT_SESSION: 'x', CI: 'true' }, false],
  [{ WT_SESSION: 'x', FORCE_HYPERLINK: '0' }, false],
  [{ FORCE_HYPERLINK: '1', CI: 'true' }, true],
])('a terminal with %j has links: %s', (env: Record<string, string>, expected) => {
  expect(hasHyperlinks(terminal(env))).toBe(expected)
})

test('without colour, or into a file, there are no links', () => {
  expect(hasHyperlinks(terminal({ FORCE_HYPERLINK: '1' }, { colour: false }))).toBe(false)
  expect(hasHyperlinks(terminal({ TERM_PROGRAM: 'vscode' }, { isTTY: false }))).toBe(false)
})

test('a rule is linked to its page, which comes with the tool; without a page it is plain', () => {
  const style = styleOf(terminal({ FORCE_HYPERLINK: '1' }))
  expect(style.rule('build/stale')).toMatch(
    /^\u001b\]8;;file:\/\/\/.*\/docs\/rules\/build\/stale\.md\u0007build\/stale\u001b\]8;;\u0007$/,
  )
  expect(style.rule('no/such-rule')).toBe('no/such-rule')
  expect(styleOf(terminal({})).rule('build/stale')).toBe('build/stale')
})
