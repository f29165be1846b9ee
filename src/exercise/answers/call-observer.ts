import { FS_OPERATIONS, type FsOperation } from '../../grants/grants.ts'
import type { HostApiHandler } from '../../host/host-apis.ts'
import type { Network } from './network.ts'

/** Watches which addresses and which operations one tool call uses; denied calls are not seen. */
export class CallObserver {
  readonly requests: { readonly method: string; readonly url: string }[] = []
  readonly sockets: string[] = []
  readonly operations = new Set<FsOperation>()

  watchNetwork(network: Network): Network {
    return {
      send: (request, context) => {
        this.requests.push({ method: request.method, url: request.url })
        return network.send(request, context)
      },
      connect: (request, context) => {
        this.sockets.push(request.url)
        return network.connect(request, context)
      },
    }
  }

  watchFs(fs: HostApiHandler): HostApiHandler {
    return async (call, context) => {
      const answer = await fs(call, context)
      const operation = FS_OPERATIONS.find(name => name === call.function)
      if (operation && (answer.ok || answer.failure.kind !== 'denied')) this.operations.add(operation)
      return answer
    }
  }
}
