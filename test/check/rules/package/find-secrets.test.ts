import { describe, expect, test } from 'vitest'
import { findSecrets } from '../../../../src/check/rules/package/find-secrets.ts'

/** Put together here, so that no scanner takes this file for a leak. */
const letters = (count: number) => 'aB3dE5gH7'.repeat(20).slice(0, count)
const capitals = (count: number) => 'QRST2UVW3XYZ'.repeat(4).slice(0, count)
const BEGIN = '-----BEGIN'

const SECRETS: readonly (readonly [string, string])[] = [
  ['a private key', `${BEGIN} PRIVATE KEY-----\n${letters(40)}`],
  [
    'a private key',
    `${BEGIN} RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES,00\n\n${letters(40)}`,
  ],
  ['a private key', `"${BEGIN} EC PRIVATE KEY-----\\n${letters(40)}"`],
  ['a GitHub token', `ghp_${letters(36)}`],
  ['a GitLab token', `glpat-${letters(20)}`],
  ['an AWS access key', `AKIA${capitals(16)}`],
  ['a Google API key', `AIza${letters(35)}`],
  ['a Slack token', `xoxb-${letters(24)}`],
  ['a Stripe key', `sk_live_${letters(24)}`],
  ['an npm token', `npm_${letters(36)}`],
  ['an Anthropic key', `sk-ant-api03-${letters(80)}`],
]

describe('findSecrets', () => {
  test.each(SECRETS)('finds %s with its line', (kind, secret) => {
    expect(findSecrets(bytes(`one\ntwo ${secret} end`))).toEqual([{ kind, line: 2 }])
  })

  test('finds a key inside a component, without a line', () => {
    expect(findSecrets(bytes(`\u0000asm\n\u0000AKIA${capitals(16)}\u0000`))).toEqual([
      { kind: 'an AWS access key' },
    ])
  })

  test('tells each kind once', () => {
    const key = `AKIA${capitals(16)}`
    expect(findSecrets(bytes(`${key}\n${key} ghp_${letters(36)}`))).toHaveLength(2)
  })

  test.each([
    ['the marks that a parser of keys holds', `${BEGIN} PRIVATE KEY----------END PRIVATE KEY-----`],
    ['a public key', `${BEGIN} PUBLIC KEY-----\n${letters(40)}`],
    ['the key of the documentation', `AKIAIOSFODNN7${'EXAMPLE'}`],
    ['a token of the wrong length', `ghp_${letters(35)}`],
    ['part of a longer word', `xAKIA${capitals(16)}`],
    ['a placeholder', `ghp_${'X'.repeat(36)}`],
  ])('leaves %s alone', (_, text) => {
    expect(findSecrets(bytes(text))).toEqual([])
  })

  test.each([
    ['headers without end', 'a: '],
    ['headers on lines', 'a: b\n'],
    ['headers on escaped lines', 'a: b\\n'],
    ['marks', `${BEGIN} PRIVATE KEY-----\n`],
    ['tokens that almost are', 'ghp_'],
    ['dashes', 'sk-'],
  ])('takes linear time on %s', (_, part) => {
    const text = `T3BlbkFJ ${BEGIN} PRIVATE KEY-----\n${part.repeat(20_000)}!`
    expect(findSecrets(bytes(text))).toEqual([])
  })
})

function bytes(text: string): Uint8Array {
  return Buffer.from(text, 'latin1')
}
