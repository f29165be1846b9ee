import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { isLocalAddress } from '../../grants/local-address.ts'
import { trimEnd } from '../../grants/trim-end.ts'
import { type LocalAddressPolicy, noteLocalAddresses, refuseLocalAddress } from './local-addresses.ts'
import { nameNetworkError } from './network-failure.ts'
import { type TimeLimit, untilLimit } from './time-limit.io.ts'
import type { TransportFailure, TransportNotes } from './transport-failure.ts'

export interface HostAddress {
  readonly address: string
  readonly family: 4 | 6
}

/** Looks a name up, at most once for a request. @throws an error with a code when there is no address */
export type ResolveHost = (name: string) => Promise<readonly HostAddress[]>

export interface ReachOptions {
  readonly localAddresses: LocalAddressPolicy
  /** The system's resolver unless another is given. */
  readonly resolve?: ResolveHost | undefined
}

export type Reached = TransportNotes &
  (
    | { readonly ok: true; readonly addresses: readonly HostAddress[] }
    | { readonly ok: false; readonly failure: TransportFailure }
  )

/**
 * Finds the addresses behind the host of a URL: a literal is its own, a name is looked up, without dots at its end.
 * @param hostname as a URL has it
 * @param limit ends the wait, not the lookup
 * @source host contract 7.1
 */
export async function reachHost(
  hostname: string,
  { localAddresses, resolve = resolveBySystem }: ReachOptions,
  limit: TimeLimit,
): Promise<Reached> {
  const host = trimEnd(hostname.replace(/^\[|\]$/g, ''), '.')
  const family = isIP(host)
  const isName = family === 0
  const found = isName ? await lookUp(host, resolve, limit) : [{ address: host, family: family as 4 | 6 }]
  if ('problem' in found) return { ok: false, failure: found }
  const addresses = found.map(({ address }) => address)
  if (localAddresses === 'refuse' && addresses.some(isLocalAddress))
    return { ok: false, failure: refuseLocalAddress(host) }
  const note = isName ? noteLocalAddresses(host, addresses) : null
  return { ok: true, addresses: found, notes: note === null ? [] : [note] }
}

async function lookUp(
  name: string,
  resolve: ResolveHost,
  limit: TimeLimit,
): Promise<readonly HostAddress[] | TransportFailure> {
  const unresolved: TransportFailure = { problem: 'dns', message: 'the name of the host does not resolve' }
  try {
    const found = await untilLimit(resolve(name), limit)
    return found.length === 0 ? unresolved : found
  } catch (error) {
    return limit.signal.aborted
      ? limit.describe('the name of the host did not resolve')
      : nameNetworkError(error, unresolved)
  }
}

async function resolveBySystem(name: string): Promise<readonly HostAddress[]> {
  const found = await lookup(name, { all: true })
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }))
}

/** A resolver for sockets that knows these addresses and asks nobody. @source host contract 7.1 */
export function pinnedLookup(addresses: readonly HostAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses
    if (options.all) callback(null, [...addresses])
    else if (first !== undefined) callback(null, first.address, first.family)
  }
}
