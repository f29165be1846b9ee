import type { Terminal } from './terminal.ts'

/** Variables that only terminals with links set. */
const TELLING = ['WT_SESSION', 'KITTY_WINDOW_ID', 'KONSOLE_VERSION', 'DOMTERM', 'WEZTERM_PANE'] as const
const PROGRAMS = /^(iTerm\.app|WezTerm|vscode|ghostty|Hyper|rio|Tabby)$/
/** First VTE version in which links are safe. */
const MIN_VTE = 5_000

/** Whether stdout shows OSC 8 links: FORCE_HYPERLINK decides, else a known terminal with colour that is no CI log. */
export function hasHyperlinks({ env, colour, isTTY }: Pick<Terminal, 'env' | 'colour' | 'isTTY'>): boolean {
  if (env.FORCE_HYPERLINK) return colour && env.FORCE_HYPERLINK !== '0'
  if (!colour || !isTTY || env.CI || env.TEAMCITY_VERSION) return false
  return (
    TELLING.some(name => env[name]) ||
    PROGRAMS.test(env.TERM_PROGRAM ?? '') ||
    Number(env.VTE_VERSION ?? 0) >= MIN_VTE
  )
}

/** Text that opens `url` on a click. Both are ours, never a plugin's. */
export function hyperlink(text: string, url: string): string {
  return `\u001b]8;;${url}\u0007${text}\u001b]8;;\u0007`
}
