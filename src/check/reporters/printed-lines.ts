import type { AuthorTrace } from '../check-report.ts'

/** What a call printed, a line each, with the level before it. */
export function printedLines({ printed }: Pick<AuthorTrace, 'printed'>): string[] {
  return printed.flatMap(({ level, text }) => text.split('\n').map(line => `${level}: ${line}`))
}
