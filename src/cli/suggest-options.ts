import { UserError } from '../errors.ts'

/** Options of commands that find out what is needed. */
export const SUGGEST_OPTIONS = [
  ['--suggest-grants', 'Run with everything allowed and print the least that is needed'],
  ['--apply', 'With --suggest-grants: write it into plugin.toml'],
] as const

export interface SuggestFlags {
  readonly suggestGrants: boolean
  readonly apply: boolean
  readonly json: boolean
}

/** @throws UserError for `--apply` alone */
export function refuseApplyAlone({ suggestGrants, apply }: Omit<SuggestFlags, 'json'>): void {
  if (apply && !suggestGrants)
    throw new UserError('apply-alone', '--apply is given without --suggest-grants.', 'Add --suggest-grants.')
}
