import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  coversRequestTarget,
  coversWebSocketTarget,
  requestTargetsIntersect,
  webSocketTargetsIntersect,
} from '../../src/grants/cover-target.ts'
import { matchesRequestTarget, matchesWebSocketTarget, normalizeHost } from '../../src/grants/match-target.ts'
import {
  fsGrantLabel,
  isBroadTarget,
  requestTargetLabel,
  webSocketTargetLabel,
} from '../../src/grants/target-label.ts'
import { isUsableRequestTarget } from '../../src/grants/usable-target.ts'
import { trimWhiteSpace } from '../../src/grants/white-space.ts'

const target = fc.record({
  scheme: fc.constantFrom('https', 'http', 'HTTPS', ' https ', '*', ' ', 'wss'),
  host: fc.constantFrom('a.example', 'A.example.', 'b.example', '*', '', ' a.example', '[::1]', '::1'),
  port: fc.constantFrom(null, 443, 80, 8443),
  methods: fc.subarray(['GET', 'post', ' PUT ', '*']),
  path_prefixes: fc.subarray(['/', '/v1', '/v1/', '/v2/x', '']),
})
/** Targets that often have something in common. */
const near = fc.record({
  scheme: fc.constantFrom('https', '*'),
  host: fc.constantFrom('a.example', 'A.example.', '*'),
  port: fc.constantFrom(null, 443),
  methods: fc.subarray(['GET', 'post', ' PUT '], { minLength: 1 }),
  path_prefixes: fc.subarray(['/', '/v1', '/v1/', '/v2/x', '']),
})
const url = fc
  .tuple(
    fc.constantFrom('https', 'http', 'wss'),
    fc.constantFrom('a.example', 'a.example.', 'b.example', '[::1]'),
    fc.constantFrom('', ':443', ':80', ':8443'),
    fc.constantFrom('/', '/v1', '/v10', '/v1/a', '/v2/../v1/b', '/v2/x?y'),
  )
  .map(([scheme, host, port, path]) => new URL(`${scheme}://${host}${port}${path}`))
const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE')
const RUNS = { numRuns: 3_000, seed: 11 }

describe('targets', () => {
  test('what a target matches, a grant that covers it matches too', () => {
    let covered = 0
    fc.assert(
      fc.property(near, near, url, method, (grant, wanted, where, how) => {
        if (!coversRequestTarget(grant, wanted) || !matchesRequestTarget(wanted, how, where)) return
        covered += 1
        expect(matchesRequestTarget(grant, how, where)).toBe(true)
      }),
      RUNS,
    )
    expect(covered).toBeGreaterThan(0)
  })

  test('what two targets both match, they intersect on', () => {
    let shared = 0
    fc.assert(
      fc.property(near, near, url, method, (left, right, where, how) => {
        if (!matchesRequestTarget(left, how, where) || !matchesRequestTarget(right, how, where)) return
        shared += 1
        expect(requestTargetsIntersect(left, right)).toBe(true)
      }),
      RUNS,
    )
    expect(shared).toBeGreaterThan(0)
  })

  test('intersection does not depend on the side, and covering implies it', () => {
    fc.assert(
      fc.property(target, target, (left, right) => {
        expect(requestTargetsIntersect(left, right)).toBe(requestTargetsIntersect(right, left))
        expect(webSocketTargetsIntersect(left, right)).toBe(webSocketTargetsIntersect(right, left))
        if (coversRequestTarget(left, right)) expect(requestTargetsIntersect(left, right)).toBe(true)
        if (coversWebSocketTarget(left, right)) expect(webSocketTargetsIntersect(left, right)).toBe(true)
      }),
      RUNS,
    )
  })

  test('a target that is not usable matches no method that the host sends', () => {
    fc.assert(
      fc.property(target, url, method, (wanted, where, how) => {
        if (!isUsableRequestTarget(wanted)) expect(matchesRequestTarget(wanted, how, where)).toBe(false)
      }),
      RUNS,
    )
  })

  test('a WebSocket target decides by everything but the method', () => {
    fc.assert(
      fc.property(target, url, (wanted, where) => {
        const withGet = { ...wanted, methods: ['GET'] }
        expect(matchesWebSocketTarget(wanted, where)).toBe(matchesRequestTarget(withGet, 'GET', where))
      }),
      RUNS,
    )
  })
})

describe('labels', () => {
  const narrow = {
    scheme: 'https',
    host: 'h',
    port: 8443,
    methods: ['GET', 'POST'],
    path_prefixes: ['/a', '/b'],
  }
  const bare = { scheme: ' ', host: '', port: null, methods: [], path_prefixes: [] }

  test('name every part, with words for what is not there', () => {
    expect(requestTargetLabel(narrow)).toBe('https://h:8443 GET,POST /a,/b')
    expect(requestTargetLabel(bare)).toBe('<no-scheme>://<no-host> <no-methods> * [broad-request]')
    expect(webSocketTargetLabel({ ...narrow, scheme: 'wss' })).toBe('wss://h:8443 /a,/b')
    expect(webSocketTargetLabel(bare)).toBe('<no-scheme>://<no-host> * [broad-websocket]')
    expect(fsGrantLabel({ root: '/d', operations: ['read', 'write'] })).toBe('/d read,write')
    expect(fsGrantLabel({ root: '', operations: [] })).toBe(' <no-operations>')
  })

  test('the broad mark is set exactly for broad targets', () => {
    fc.assert(
      fc.property(target, wanted => {
        expect(requestTargetLabel(wanted).endsWith(' [broad-request]')).toBe(isBroadTarget(wanted))
      }),
      RUNS,
    )
  })
})

describe('what goes at the ends of a text', () => {
  const edges = fc.string({
    unit: fc.constantFrom('.', '[', ']', ' ', '\u0085', '\ufeff', '\u3000', 'A', 'é'),
  })

  test('of a host: dots at its end, then brackets', () => {
    fc.assert(
      fc.property(edges, text => {
        const bare = text.replace(/\.+$/, '').replace(/^\[+/, '').replace(/\]+$/, '')
        expect(normalizeHost(text)).toBe(bare.replaceAll('A', 'a'))
      }),
    )
  })

  test('of other words: White_Space of Unicode', () => {
    fc.assert(
      fc.property(edges, text => {
        expect(trimWhiteSpace(text)).toBe(text.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, ''))
      }),
    )
  })

  test('is found in one pass, however long it is', () => {
    const long = 60_000
    const start = performance.now()
    normalizeHost(`${'.'.repeat(long)}a`)
    normalizeHost(`a${']'.repeat(long)}a`)
    trimWhiteSpace(`a${' '.repeat(long)}a`)
    // Seconds when each of them is tried as the first.
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})
