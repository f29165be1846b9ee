import { describe, expect, test } from 'vitest'
import { matchesRequestTarget } from '../../../../src/grants/match-target.ts'
import { ruleFindings } from '../../../support/rule-findings.ts'

const PARTS = { scheme: '"https"', host: '"api.example.com"', methods: '["GET"]', path_prefixes: '["/v1/"]' }

describe('permissions/never-matches', () => {
  test.each([
    ['a padded host', { host: '" api.example.com"' }, '"api.example.com"'],
    ['a host that is not punycode', { host: '"m\u00fcnchen.example"' }, '"xn--mnchen-3ya.example"'],
    ['a short IPv4 address', { host: '"127.1"' }, '"127.0.0.1"'],
    ['a long IPv6 address', { host: '"0:0:0:0:0:0:0:1"' }, '"[::1]"'],
    ['a host with a port', { host: '"api.example.com:8080"' }, 'no port'],
    ['a host with a scheme', { host: '"https://api.example.com"' }, 'no scheme'],
    ['a pattern', { host: '"*.example.com"' }, 'one target for each host'],
    ['a padded star', { host: '" * "' }, 'one target for each host'],
    ['no host', { host: '""' }, 'api.example.com'],
    ['no scheme', { scheme: '""' }, 'scheme = "https"'],
    ['a scheme of WebSockets', { scheme: '"wss"' }, 'scheme = "https"'],
    ['port 0', { port: '0' }, 'real port'],
    ['the method *', { methods: '["*"]' }, 'one by one'],
    ['the method HEAD', { methods: '["GET", "HEAD"]' }, 'one by one'],
    ['no methods', { methods: '[]' }, 'methods = ["GET"]'],
    ['a prefix without a slash', { path_prefixes: '["v1/"]' }, '"/v1/"'],
    ['a padded prefix', { path_prefixes: '[" /v1/"]' }, '"/v1/"'],
    ['a prefix that is a star', { path_prefixes: '["*"]' }, '"/"'],
    ['an empty prefix', { path_prefixes: '[""]' }, '"/"'],
    ['a prefix with a query', { path_prefixes: '["/v1/?a=b"]' }, '"/v1/"'],
    ['a prefix with a space', { path_prefixes: '["/my files/"]' }, '"/my%20files/"'],
    ['a prefix with dot segments', { path_prefixes: '["/a/../b/"]' }, '"/b/"'],
    ['a prefix with letters that URLs encode', { path_prefixes: '["/\u00e4/"]' }, '"/%C3%A4/"'],
  ])('finds %s', (_, changed, fix) => {
    const findings = find(changed)
    expect(findings).toHaveLength(1)
    expect(findings[0]?.fix).toContain(fix)
  })

  test.each([
    ['capital letters in the host', { host: '"API.Example.com"' }],
    ['a dot at the end of the host', { host: '"api.example.com."' }],
    ['an IPv6 address with and without brackets', { host: '"[::1]"' }],
    ['an IPv6 address without brackets', { host: '"::1"' }],
    ['any host', { host: '"*"' }],
    ['a padded scheme in capitals', { scheme: '" HTTPS "' }],
    ['a padded method in lower case', { methods: '[" get "]' }],
    ['a prefix that ends inside a segment', { path_prefixes: '["/v1/.."]' }],
    ['a prefix that ends inside an escape', { path_prefixes: '["/v1/%2"]' }],
    ['a doubled slash', { path_prefixes: '["//v1/"]' }],
    ['a port', { port: '8443' }],
  ])('leaves %s alone', (_, changed) => {
    expect(find(changed)).toEqual([])
  })

  test.each([
    ['a host', { host: '" api.example.com"' }, 1],
    ['an encoded prefix', { path_prefixes: '["/my files/"]' }, 1],
    ['a prefix that would widen', { path_prefixes: '["/v1?a"]' }, 0],
    ['a method that could be any', { methods: '["*"]' }, 0],
  ])('edits only what has one answer: %s', (_, changed, count) => {
    expect(find(changed)[0]?.edits ?? []).toHaveLength(count)
  })

  test('suggests hosts and prefixes that do match', () => {
    const target = {
      scheme: 'https',
      host: 'xn--mnchen-3ya.example',
      port: null,
      methods: ['GET'],
      path_prefixes: ['/my%20files/'],
    }
    expect(matchesRequestTarget(target, 'GET', new URL('https://m\u00fcnchen.example/my files/a'))).toBe(true)
  })
})

function find(changed: Readonly<Record<string, string>>) {
  const lines = Object.entries({ ...PARTS, ...changed }).map(([key, value]) => `${key} = ${value}`)
  return ruleFindings('permissions/never-matches', { manifest: `[[request]]\n${lines.join('\n')}\n` })
}
