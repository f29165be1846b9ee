import { isLocalAddress } from '../../grants/local-address.ts'
import { quote } from '../../quote.ts'
import type { TransportFailure } from './transport-failure.ts'

/**
 * What becomes of an address of this machine or of its own network: the host connects without a word, so the author is told (`note`).
 * Where nobody but the manifest speaks for the address it is not connected to (`refuse`).
 * @source design 3, host contract 7.1
 */
export type LocalAddressPolicy = 'note' | 'refuse'

/** For the author, when a name leads into this machine or its network; null for one that does not, and for a literal address. */
export function noteLocalAddresses(host: string, addresses: readonly string[]): string | null {
  const local = addresses.filter(isLocalAddress)
  if (local.length === 0) return null
  return `the host name ${quote(host)} leads to this machine or its own network: ${local.join(', ')}`
}

export function refuseLocalAddress(host: string): TransportFailure {
  return {
    problem: 'local-address',
    message: `${quote(host)} is this machine or its own network, which only --grant or --config opens`,
  }
}
