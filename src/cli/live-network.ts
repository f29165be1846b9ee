import type { Network } from '../exercise/answers/network.ts'
import type { GrantSource } from '../exercise/choose-grants.ts'
import { liveRequest } from '../host/apis/request/live-request.io.ts'
import { liveWebSocket } from '../host/apis/websocket/live-websocket.io.ts'

/**
 * The network for a run under grants of this source. What only the manifest speaks for is never an address of this machine or of its
 * own network, whatever its name says.
 * @source design 3
 */
export function liveNetwork(source: GrantSource): Network {
  const options = { localAddresses: source === 'manifest' ? 'refuse' : 'note' } as const
  return { send: liveRequest(options), connect: liveWebSocket(options) }
}
