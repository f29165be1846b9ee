import { describe, expect, test } from 'vitest'
import { requestApi } from '../../../../src/host/apis/request/request-api.ts'
import type {
  AuthorizedRequest,
  RawResponse,
  SendResult,
} from '../../../../src/host/apis/request/send-request.ts'
import { sendNothing } from '../../../../src/host/network/no-network.ts'
import { NetworkCalls, networkAuthority, shown, targetOf } from '../../../support/network-call.ts'

const authority = networkAuthority('request', { request: [targetOf('https://api.example.com/')] })
const GET = { method: 'GET', url: 'https://api.example.com/a?token=abc' }

function callsWith(result: SendResult, sent: AuthorizedRequest[] = []): NetworkCalls {
  const send = async (request: AuthorizedRequest) => {
    sent.push(request)
    return result
  }
  return new NetworkCalls('request', requestApi(send), authority)
}

async function answered(response: Partial<RawResponse>) {
  const whole = { status: 200, headers: [], body: '', truncated: false, ...response }
  const answer = await callsWith({ ok: true, response: whole }).call('request', GET)
  return shown(answer) as { headers: { name: string; value: string }[]; body: string; truncated: boolean }
}

describe('the answer', () => {
  test('has its keys in the order of the host', async () => {
    const response = { status: 404, headers: [{ name: 'a', value: 'b' }], body: 'gone', truncated: false }
    const answer = await callsWith({ ok: true, response }).call('request', GET)
    expect(answer).toMatchObject({
      value: '{"status":404,"headers":[{"name":"a","value":"b"}],"body":"gone","truncated":false}',
    })
  })

  test('loses credentials first, then all but 16 headers, then values that are no visible ASCII', async () => {
    const many = Array.from({ length: 20 }, (_, index) => ({
      name: `n${index}`,
      value: index === 3 ? 'gr\xfcn' : 'v',
    }))
    const { headers } = await answered({ headers: [{ name: 'Set-Cookie', value: 'a=b' }, ...many] })
    expect(headers.map(({ name }) => name)).toEqual(
      many.slice(0, 16).flatMap(({ name }) => (name === 'n3' ? [] : name)),
    )
  })

  test('has names in lower case, values redacted and cut at 1,024 bytes', async () => {
    const { headers } = await answered({
      headers: [
        { name: 'Link', value: '<https://a/x?page_token=zz&x=1>; rel=next' },
        { name: 'long', value: 'x'.repeat(1_025) },
        { name: 'fits', value: 'x'.repeat(1_024) },
      ],
    })
    expect(headers).toEqual([
      { name: 'link', value: '<https://a/x?page_token=<redacted>; rel=next' },
      { name: 'long', value: `${'x'.repeat(1_024)}…` },
      { name: 'fits', value: 'x'.repeat(1_024) },
    ])
  })

  test('is cut again where replacing bytes made the body longer', async () => {
    const { body, truncated } = await answered({ body: '\ufffd'.repeat(21_846) })
    expect({ bytes: Buffer.byteLength(body), truncated }).toEqual({ bytes: 65_535, truncated: true })
    expect(await answered({ body: 'x'.repeat(65_536) })).toMatchObject({ truncated: false })
    expect(await answered({ body: 'x', truncated: true })).toMatchObject({ body: 'x', truncated: true })
  })
})

describe('a request that is not answered', () => {
  test('ends the call in a trap that names it without its query', async () => {
    const failure = { problem: 'timeout', message: 'no answer within 5000 ms' } as const
    const answer = await callsWith({ ok: false, failure }).call('request', GET)
    expect(answer).toMatchObject({
      failure: {
        kind: 'trap',
        hostCall: 'request.request',
        message: 'GET https://api.example.com/a failed: no answer within 5000 ms',
      },
    })
  })

  test('says what to type where there is no network', async () => {
    const calls = new NetworkCalls('request', requestApi(sendNothing('add --live')), authority)
    expect(await calls.call('request', GET)).toEqual({
      ok: false,
      failure: {
        kind: 'unanswered',
        hostCall: 'request.request',
        message: 'GET https://api.example.com/a was not answered: this run has no network; add --live',
      },
      notes: [],
    })
  })

  test('is not even tried when it is refused', async () => {
    const sent: AuthorizedRequest[] = []
    const calls = callsWith({ ok: false, failure: { problem: 'dns', message: '' } }, sent)
    for (const url of ['https://other.example/', 'wss://api.example.com/', 'nowhere'])
      expect(await calls.call('request', { ...GET, url })).toMatchObject({ ok: false })
    expect(sent).toEqual([])
  })
})

test('what the transport notes is for the author, in success and in failure', async () => {
  const notes = ['api.example.com is 10.0.0.1']
  const response = { status: 200, headers: [], body: '', truncated: false }
  const good = await callsWith({ ok: true, response, notes }).call('request', GET)
  expect(good).toMatchObject({ ok: true, notes })
  expect(JSON.stringify(shown(good))).not.toContain('10.0.0.1')
  const failure = { problem: 'connect', message: 'refused' } as const
  expect(await callsWith({ ok: false, failure, notes }).call('request', GET)).toMatchObject({ notes })
})
