import {
  coversRequestTarget,
  coversWebSocketTarget,
  requestTargetsIntersect,
  webSocketTargetsIntersect,
} from '../../../src/grants/cover-target.ts'
import { matchesRequestTarget, matchesWebSocketTarget } from '../../../src/grants/match-target.ts'
import { isBroadTarget } from '../../../src/grants/target-label.ts'
import { pick, toTarget, toTargets } from '../case-inputs.ts'
import { type CaseInput, type Found, type Judge, verdictOf } from '../conformance-case.ts'

export const judgeRequestMatch: Judge = input =>
  judgeMatch(input, (target, url) => matchesRequestTarget(target, String(input.method ?? 'GET'), url))

export const judgeWebSocketMatch: Judge = input => judgeMatch(input, matchesWebSocketTarget)

/** With a `broad` of its own a case only states the flag; otherwise accept means broad. */
export const judgeTargetFlags: Judge = (input, expected) => {
  if (input.target === undefined) return undefined
  const broad = isBroadTarget(toTarget(input.target))
  const verdict = expected.broad === undefined ? verdictOf(broad).verdict : expected.expect
  return { verdict, broad }
}

/** Accept means intersecting. Targets that have no methods on either side and a WebSocket scheme are WebSocket targets. */
export const judgeTargetCoverage: Judge = input => {
  const grant = input.grant
  const target = pick(input, 'manifest_target', 'target')
  if (grant === undefined || target === undefined) return undefined
  const sides = [toTarget(grant), toTarget(target)] as const
  const isWebSocket =
    ![grant, target].some(side => 'methods' in (side as object)) &&
    sides.some(side => /^wss?$/i.test(side.scheme.trim()))
  const covers = isWebSocket ? coversWebSocketTarget(...sides) : coversRequestTarget(...sides)
  const intersects = isWebSocket ? webSocketTargetsIntersect(...sides) : requestTargetsIntersect(...sides)
  return { ...verdictOf(intersects), covers, intersects }
}

function judgeMatch(
  input: CaseInput,
  matches: (target: ReturnType<typeof toTarget>, url: URL) => boolean,
): Found | undefined {
  if (typeof input.url !== 'string') return undefined
  const targets = input.target === undefined ? toTargets(input.targets) : [toTarget(input.target)]
  const url = URL.canParse(input.url) ? new URL(input.url) : undefined
  return verdictOf(url !== undefined && targets.some(target => matches(target, url)), url?.href)
}
