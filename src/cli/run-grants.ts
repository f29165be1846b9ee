import { resolve } from 'node:path'
import { UserError } from '../errors.ts'
import { type GrantSet, joinGrants } from '../grants/grant-set.ts'
import { GRANT_FORMS, parseGrant } from '../grants/parse-grant.ts'
import { quote } from '../quote.ts'

/** All `--grant` of a command line together; null when there is none. @throws UserError for one that says nothing */
export function readGrantOptions(typed: readonly string[], cwd: string): GrantSet | null {
  if (typed.length === 0) return null
  return joinGrants(
    typed.map(text => {
      const reading = parseGrant(text, folder => resolve(cwd, folder))
      if (reading.ok) return reading.grants
      throw new UserError('bad-grant', `--grant ${quote(text)} ${reading.problem}.`, `Write ${GRANT_FORMS}.`)
    }),
  )
}
