import { HOST_APIS } from '../../contract/worlds.ts'
import type { HostApiHandler, HostApis } from '../../host/host-apis.ts'

/** Host APIs of a host that serves one call after the other, each with its own answers. */
export class SwitchedApis {
  readonly apis: HostApis
  private current: HostApis = {}

  constructor() {
    this.apis = Object.fromEntries(
      HOST_APIS.map((api): [string, HostApiHandler] => [
        api,
        (call, context) => {
          const handler = this.current[api]
          if (handler === undefined) throw new Error(`nothing was said about ${api}`)
          return handler(call, context)
        },
      ]),
    )
  }

  /** From now on these answer. */
  use(apis: HostApis): void {
    this.current = apis
  }
}
