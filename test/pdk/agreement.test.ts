import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { authorizeRequest } from '../../src/host/apis/request/authorize-request.ts'
import type { RequestTarget } from '../../src/manifest/manifest.ts'
import { buildHostTool, HostTool } from '../support/host-tool.ts'
import { networkAuthority } from '../support/network-call.ts'

interface RequestCase {
  readonly id: string
  readonly expect: 'accept' | 'reject'
  readonly input: {
    readonly descriptor: unknown
    readonly manifest_and_grant_target?: Partial<RequestTarget>
    readonly body_bytes?: number
    readonly pad_to_bytes?: number
    readonly requested?: unknown
    readonly granted?: unknown
  }
}

interface Descriptor {
  readonly method: string
  readonly url: string
  readonly headers?: readonly { readonly name: string; readonly value: string }[]
  readonly body?: string | null
}

const cases: readonly RequestCase[] = JSON.parse(
  readFileSync(new URL('../conformance/host-request.json', import.meta.url), 'utf8'),
)

/** What the types of the SDK admit, under one target on both sides. */
const typed = cases.flatMap(({ id, input, expect: verdict }) => {
  const { descriptor, manifest_and_grant_target: target, body_bytes } = input
  const isOfOtherAuthority =
    target === undefined || input.requested !== undefined || input.granted !== undefined
  if (!isTyped(descriptor) || isOfOtherAuthority || input.pad_to_bytes !== undefined) return []
  const body = body_bytes === undefined ? {} : { body: 'x'.repeat(body_bytes) }
  return [{ id, verdict, target, descriptor: { ...descriptor, ...body } }]
})

function isTyped(value: unknown): value is Descriptor {
  if (typeof value !== 'object' || value === null) return false
  const { method, url, headers = [], body = null, ...others } = value as Descriptor
  return (
    typeof method === 'string' &&
    typeof url === 'string' &&
    Array.isArray(headers) &&
    headers.every(
      header =>
        typeof header?.name === 'string' &&
        typeof header.value === 'string' &&
        Object.keys(header).length === 2,
    ) &&
    (body === null || typeof body === 'string') &&
    Object.keys(others).length === 0
  )
}

const RUN = `
  try {
    const { status } = request(input)
    return { summary: 'sent ' + status }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return { summary: 'refused by the SDK' }
  }`

describe('the SDK and the host agree on', () => {
  let component: Uint8Array
  let target: RequestTarget
  let host: HostTool
  beforeAll(async () => {
    component = await buildHostTool(RUN)
    host = new HostTool(component, ({ args }) => {
      const verdict = authorizeRequest(networkAuthority('request', { request: [target] }), String(args[0]))
      if (!verdict.ok) throw new Error(verdict.failure.message)
      return { status: 204, headers: [], body: '', truncated: false }
    })
  })
  afterAll(() => host.close())

  test('many requests', () => {
    expect(typed.length).toBeGreaterThan(120)
  })

  test.each(typed)('$id: $verdict', async ({ verdict, descriptor, ...entry }) => {
    target = { scheme: '', host: '', port: null, methods: [], path_prefixes: [], ...entry.target }
    const outcome = await host.call(descriptor)
    if (verdict === 'accept') expect(outcome).toMatchObject({ status: 'ok', output: { summary: 'sent 204' } })
    else if (outcome.status === 'ok') expect(outcome.output.summary).toBe('refused by the SDK')
    else expect(outcome).toMatchObject({ status: 'trap', hostCall: 'request.request' })
  })
})
