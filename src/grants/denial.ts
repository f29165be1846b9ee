import { tomlEntries } from '../manifest/toml/write-toml.ts'
import { escapeText } from '../quote.ts'
import { type Authorization, describeShortfall, type Shortfall } from './authorize.ts'
import { findPinProblem } from './bind-grants.ts'
import { grantSetToml } from './grant-set-toml.ts'
import { grantWords } from './grant-words.ts'
import type { Authority } from './grants.ts'
import { missingGrants, missingRequests } from './missing-grants.ts'
import { permissionLabel } from './permission.ts'
import { fsGrantLabel, requestTargetLabel, webSocketTargetLabel } from './target-label.ts'

/** When it was refused: a tool is never offered, a component never instantiated, or a running call ended. @source host contract 5.3 */
export type DenialStage = 'register' | 'load' | 'call'

/** Why an operation is refused, and the least that would allow it. Labels are plugin text and not escaped. */
export interface Denial {
  /** What the host names: the first thing that is missing. */
  readonly label: string
  readonly stage: DenialStage
  /** What was attempted, e.g. `run the tool "echo"`. */
  readonly operation: string
  /** Everything that is missing, one sentence each; escaped. */
  readonly missing: readonly string[]
  /** Labels of all that the manifest declares. */
  readonly declared: readonly string[]
  /** Labels of all that is granted. */
  readonly granted: readonly string[]
  /** What to add to plugin.toml; empty when it asks for enough. */
  readonly manifestToml: string
  /** What to add to the grants; empty when they suffice. */
  readonly grantsToml: string
  /** The same as words for `--grant`, not escaped; a target without a host or a path has no such form. */
  readonly grantOptions: readonly string[]
}

/** What is attempted: a phrase such as `run the tool "echo"`, escaped. */
export interface Attempt {
  readonly operation: string
  readonly stage: DenialStage
}

/** Explains a refusal. */
export function describeDenial(
  authority: Authority,
  { missing }: Extract<Authorization, { allowed: false }>,
  { operation, stage }: Attempt,
): Denial {
  const { requested, grants } = authority
  const notGranted = missingGrants(authority, missing)
  return {
    label: labelOf(missing[0]),
    stage,
    operation,
    missing: missing.map(shortfall => escapeText(describeShortfall(shortfall))),
    declared: [
      ...requested.permissions.map(permissionLabel),
      ...requested.request.map(requestTargetLabel),
      ...requested.websocket.map(webSocketTargetLabel),
    ],
    granted: [
      ...grants.permissions.map(permissionLabel),
      ...grants.request.map(requestTargetLabel),
      ...grants.websocket.map(webSocketTargetLabel),
      ...grants.fs.map(fsGrantLabel),
    ],
    manifestToml: grantSetToml(missingRequests(missing)),
    grantsToml: grantSetToml(notGranted) + (needsPins(authority, missing) ? pinsToml(authority) : ''),
    grantOptions: grantWords(notGranted),
  }
}

/** One sentence: what was attempted and what the host would name. */
export function denialMessage({ operation, missing }: Denial): string {
  return `may not ${operation}: ${missing.join('; ')}`
}

function labelOf(shortfall: Shortfall): string {
  return shortfall.need === 'binding' ? 'grant' : shortfall.label
}

/** A grant that is empty so far names no package and need not; with something in it, it must. @source host contract 4.6 */
function needsPins({ package: target, grants }: Authority, missing: readonly Shortfall[]): boolean {
  if (missing.some(({ need }) => need === 'binding')) return true
  const isGrantMissing = missing.some(shortfall => shortfall.need !== 'binding' && !shortfall.isGranted)
  return isGrantMissing && findPinProblem(grants, target) !== null
}

function pinsToml({ package: { identity, version, digest } }: Authority): string {
  return tomlEntries([
    ['id', `${identity.source}:${identity.localId}`],
    ['version', version],
    ['digest', digest],
  ])
}
