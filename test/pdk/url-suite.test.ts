import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildHostTool, HostTool } from '../support/host-tool.ts'

interface UrlGroup {
  readonly cases: readonly { readonly url: string; readonly expect: 'accept' | 'reject' }[]
}

const groups: readonly UrlGroup[] = JSON.parse(
  readFileSync(new URL('../host/apis/url-suite.json', import.meta.url), 'utf8'),
)
const cases = groups.flatMap(group => group.cases)

/** Tells for each URL whether the SDK refused it before the host was asked. */
const RUN = `
  const threw = (call: () => void) => {
    try {
      call()
      return false
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      return true
    }
  }
  const refused = input.urls.map((url: string) => threw(() => (input.isSocket ? websocket.open(url) : request({ method: 'GET', url }))))
  return { summary: 'tried', content: refused }`

test('the SDK refuses no address that the host would take, and some that it never would', async () => {
  const host = new HostTool(await buildHostTool(RUN), ({ function: name }) =>
    name === 'open' ? { handle: 1, url: '' } : { status: 200, headers: [], body: '', truncated: false },
  )
  for (const isSocket of [false, true]) {
    const entries = cases.map(entry => ({
      ...entry,
      url: isSocket ? entry.url.replace(/^([\s\0]*)http/i, '$1ws') : entry.url,
    }))
    const refused: string[] = []
    for (let start = 0; start < entries.length; start += 40) {
      const urls = entries.slice(start, start + 40).map(({ url }) => url)
      const { content } = await host.output({ urls, isSocket })
      const flags: boolean[] = JSON.parse(content ?? '')
      refused.push(...urls.filter((_, index) => flags[index]))
    }
    expect(refused.length).toBeGreaterThan(40)
    const wanted = entries.filter(entry => entry.expect === 'accept').map(({ url }) => url)
    expect(refused.filter(url => wanted.includes(url))).toEqual([])
  }
  host.close()
})
