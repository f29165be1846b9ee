import type { HostApi } from '../../../src/contract/worlds.ts'
import type { Authority } from '../../../src/grants/grants.ts'
import { authorizeRequest } from '../../../src/host/apis/request/authorize-request.ts'
import { authorizeOpen } from '../../../src/host/apis/websocket/authorize-open.ts'
import type { Permission } from '../../../src/manifest/manifest.ts'
import { pick, toGrants, toTarget } from '../case-inputs.ts'
import { accepted, type CaseInput, type Judge, rejected } from '../conformance-case.ts'

const BOUND = { id: 'project:acme.network', version: '0.1.0', digest: 'sha256:00' }

/**
 * One descriptor of `request`, as JSON or as text, under `manifest_and_grant_target`, or under `manifest_target` and `grant_target`
 * (`..._targets`: several). `requested` and `granted` are permissions, the API's by default. `pad_to_bytes` fills the descriptor up with
 * blanks, `body_bytes` gives it a body of that size.
 */
export const judgeHostRequest: Judge = input => judge(input, 'request', authorizeRequest)

/** The same for what `open` of `websocket` is given. */
export const judgeHostWebSocket: Judge = input => judge(input, 'websocket', authorizeOpen)

type Authorize = typeof authorizeRequest | typeof authorizeOpen

function judge(input: CaseInput, api: 'request' | 'websocket', authorize: Authorize) {
  const text = descriptorOf(input)
  if (text === undefined) return undefined
  const verdict = authorize(authorityOf(input, api), text)
  return verdict.ok ? accepted() : rejected({ detail: verdict.failure.message })
}

function descriptorOf({ descriptor, body_bytes, pad_to_bytes = 0 }: CaseInput): string | undefined {
  if (descriptor === undefined) return undefined
  if (typeof descriptor === 'string') return descriptor.padEnd(Number(pad_to_bytes))
  const body = body_bytes === undefined ? {} : { body: 'x'.repeat(Number(body_bytes)) }
  return JSON.stringify({ ...(descriptor as object), ...body }).padEnd(Number(pad_to_bytes))
}

function authorityOf(input: CaseInput, api: HostApi): Authority {
  const permission: Permission = { kind: 'host_api', api }
  const { granted = [permission], requested = [permission] } = input
  const [manifest, grant] = ['manifest', 'grant'].map(side => targetsOf(input, side).map(toTarget))
  return {
    package: {
      identity: { source: 'project', localId: 'acme.network' },
      version: '0.1.0',
      digest: 'sha256:00',
    },
    requested: { permissions: requested as Permission[], request: [], websocket: [], [api]: manifest },
    grants: toGrants({ ...BOUND, permissions: granted, [api]: grant }),
  }
}

function targetsOf(input: CaseInput, side: string): unknown[] {
  const several = pick(input, `${side}_targets`, 'manifest_and_grant_targets')
  if (several !== undefined) return several as unknown[]
  const one = pick(input, `${side}_target`, 'manifest_and_grant_target')
  return one === undefined ? [] : [one]
}
