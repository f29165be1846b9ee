import { describe, expect, test } from 'vitest'
import { readCase } from '../../src/exercise/read-case.ts'

const told = (text: string) =>
  readCase('cases/a.toml', new TextEncoder().encode(`tool = "t"\n${text}`)).findings.map(
    ({ message, at }) => `${at?.line}:${at?.column} ${message}`,
  )
const pattern = (text = 'a') => `{ "$match" = "${text}" }`
const list = (count: number) => `[${Array(count).fill(pattern()).join(', ')}]`
const replies = (count: number) =>
  `[[replies]]\ncall = "fs.list"\nwith = { path = ${pattern()} }\n`.repeat(count)

describe('patterns of a case', () => {
  test('are at most 20, those of its replies and of what it expects together', () => {
    expect(told(`expect.content_json = ${list(20)}`)).toEqual([])
    expect(told(replies(20))).toEqual([])
    expect(told(`${replies(10)}[expect]\ncontent_json = ${list(9)}\nsummary = ${pattern()}`)).toEqual([])

    const problem = 'The case cannot be used: it has 21 times "$match", more than 20.'
    expect(told(`expect.content_json = { "$partial" = { a = ${list(21)} } }`)).toEqual([
      expect.stringContaining(problem),
    ])
    expect(told(replies(21))).toEqual([`64:30 ${problem}`])
    const expected = `summary = ${pattern()}\ncontent = ${pattern()}\nfiles = { a = ${pattern()} }`
    expect(told(`${replies(18)}[expect]\n${expected}`)).toEqual([expect.stringContaining(problem)])
  })

  test('have at most 1,000 characters: the time to compile one cannot be limited', () => {
    expect(told(`expect.summary = ${pattern('a'.repeat(1_000))}`)).toEqual([])
    expect(told(`expect.summary = ${pattern('(a|b)*'.repeat(20_000).slice(0, 90_000))}`)).toEqual([
      '2:31 The case cannot be used: "$match" has 90000 characters, more than 1000.',
    ])
  })

  test('do not stand in what is sent or answered', () => {
    expect(
      told(
        `input = { a = ${list(30)} }\n[[replies]]\ncall = "request.request"\nanswer = { status = 200, body_json = ${list(30)} }`,
      ),
    ).toEqual([])
    expect(told(`expect.content_json = [${Array(30).fill('{ "$match" = "a", b = 1 }').join(', ')}]`)).toEqual(
      [],
    )
  })
})
