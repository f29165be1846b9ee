import { afterEach, expect, test } from 'vitest'
import { type AuthorizedRequest, openPlugin, requestApi, type TestPlugin } from '../../src/testing/index.ts'
import { NetworkProject } from '../support/network-plugin.ts'

let plugin: TestPlugin
afterEach(() => plugin.close())

const project = () => NetworkProject.open({ address: 'api.example.com' })
const INPUT = { requests: [{ method: 'GET', url: 'https://api.example.com/a' }] }

test('a test answers the requests of its plugin itself', async () => {
  const sent: AuthorizedRequest[] = []
  const request = requestApi(async request => {
    sent.push(request)
    return { ok: true, response: { status: 204, headers: [], body: 'made up', truncated: false } }
  })
  plugin = await openPlugin((await project()).path('.'), { apis: { request } })
  expect(plugin.tools).toEqual(['fetch', 'talk', 'read'])
  expect(await plugin.call('fetch', INPUT)).toMatchObject({
    status: 'ok',
    output: { content: '[{"status":204,"body":"made up"}]' },
  })
  expect(sent.map(({ url }) => url)).toEqual(['https://api.example.com/a'])
})

test('without, a request goes nowhere, and the test is told what to do', async () => {
  plugin = await openPlugin((await project()).path('.'))
  expect(await plugin.call('fetch', INPUT)).toMatchObject({
    status: 'unanswered',
    hostCall: 'request.request',
    message:
      'GET https://api.example.com/a was not answered: this run has no network; pass an entry in apis that answers it',
  })
})
