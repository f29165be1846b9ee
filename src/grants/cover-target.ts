import type { RequestTarget, WebSocketTarget } from '../manifest/manifest.ts'
import { normalizeHost, normalizeScheme } from './match-target.ts'
import { toAsciiLowerCase, trimWhiteSpace } from './white-space.ts'

/**
 * Whether every request that `target` allows is also allowed by `grant`. For display only; no decision rests on it.
 * @source host contract 5.6
 */
export function coversRequestTarget(grant: RequestTarget, target: RequestTarget): boolean {
  return coversWebSocketTarget(grant, target) && coversMethods(grant.methods, target.methods)
}

export function coversWebSocketTarget(grant: WebSocketTarget, target: WebSocketTarget): boolean {
  return (
    coversWord(normalizeScheme(grant.scheme), normalizeScheme(target.scheme)) &&
    coversWord(normalizeHost(grant.host), normalizeHost(target.host)) &&
    (grant.port === null || grant.port === target.port) &&
    coversPaths(grant.path_prefixes, target.path_prefixes)
  )
}

/** Whether some request is allowed by both targets, as far as their texts tell. @source host contract 5.6 */
export function requestTargetsIntersect(left: RequestTarget, right: RequestTarget): boolean {
  return (
    webSocketTargetsIntersect(left, right) &&
    left.methods.some(method => right.methods.some(other => sameMethod(method, other)))
  )
}

export function webSocketTargetsIntersect(left: WebSocketTarget, right: WebSocketTarget): boolean {
  return (
    wordsIntersect(normalizeScheme(left.scheme), normalizeScheme(right.scheme)) &&
    wordsIntersect(normalizeHost(left.host), normalizeHost(right.host)) &&
    (left.port === null || right.port === null || left.port === right.port) &&
    pathsIntersect(left.path_prefixes, right.path_prefixes)
  )
}

function coversWord(grant: string, target: string): boolean {
  return grant !== '' && target !== '' && (grant === '*' || grant === target)
}

function wordsIntersect(left: string, right: string): boolean {
  return coversWord(left, right) || coversWord(right, left)
}

function coversMethods(grant: readonly string[], target: readonly string[]): boolean {
  return target.length > 0 && target.every(method => grant.some(granted => sameMethod(granted, method)))
}

function sameMethod(left: string, right: string): boolean {
  return toAsciiLowerCase(trimWhiteSpace(left)) === toAsciiLowerCase(trimWhiteSpace(right))
}

function coversPaths(grant: readonly string[], target: readonly string[]): boolean {
  if (grant.length === 0) return true
  return target.length > 0 && target.every(path => grant.some(prefix => startsWithText(path, prefix)))
}

function pathsIntersect(left: readonly string[], right: readonly string[]): boolean {
  if (left.length === 0 || right.length === 0) return true
  return left.some(path => right.some(other => startsWithText(path, other) || startsWithText(other, path)))
}

/** An empty prefix is nobody's prefix, and nobody is a prefix of an empty path. */
function startsWithText(path: string, prefix: string): boolean {
  return path !== '' && prefix !== '' && path.startsWith(prefix)
}
