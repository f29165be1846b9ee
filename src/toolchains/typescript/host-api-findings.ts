import { mapOffset } from '../../component/map-position.ts'
import { HOST_API_INTERFACES, HOST_APIS, type HostApi } from '../../contract/worlds.ts'
import type { Finding, Place } from '../../finding.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { HostFunctionUse } from './find-host-functions.ts'

/** What the manifest says about host APIs. */
export type HostApiRequests = Pick<Manifest, 'permissions' | 'request' | 'websocket'>

/** The code of a bundle and where it comes from. */
interface UsingCode {
  readonly entry: string
  readonly code: string
  readonly sourceMap: string
}

/** An address in the code; what a template puts in may stand behind its first `/` only. */
const ADDRESS = /["'`](https?|wss?):\/\/([a-z\d.-]+)(?::(\d+))?(?:(\/[\w./~-]*)["'`?#$]|["'`?#])/gi
const METHOD = /\bmethod: ["'](GET|POST|PUT|PATCH|DELETE)["']/g

/** Host APIs that the code uses and the manifest does not request. @source host contract 5.2, 6.2 */
export function hostApiFindings(
  uses: readonly HostFunctionUse[],
  manifest: HostApiRequests,
  using: UsingCode,
): Finding[] {
  return HOST_APIS.flatMap(api => {
    const offsets = uses.filter(({ host }) => host.api === api).flatMap(use => use.offsets)
    const isRequested = manifest.permissions.some(
      ({ kind, ...rest }) => kind === 'host_api' && 'api' in rest && rest.api === api,
    )
    return offsets.length === 0 || isRequested ? [] : [notRequested(api, manifest, using, offsets)]
  })
}

function notRequested(
  api: HostApi,
  manifest: HostApiRequests,
  using: UsingCode,
  offsets: readonly number[],
): Finding {
  const permission = `{ kind = "host_api", api = "${api}" }`
  const target = api === 'fs' || manifest[api].length > 0 ? '' : `, and ${targetLines(api, using.code)}`
  return {
    rule: 'build/host-api-not-requested',
    severity: 'error',
    message: `The code uses the host API ${api}, but plugin.toml does not request it.`,
    why: `The component would import ${HOST_API_INTERFACES[api]}, and the host refuses an import that the manifest does not request.`,
    fix: `Add ${permission} to permissions in plugin.toml${target}; or remove the call.`,
    at: placeOf(offsets, using),
  }
}

/** The target of the one address that the code holds, else an example. */
function targetLines(api: 'request' | 'websocket', code: string): string {
  const isMeant = ([, scheme]: RegExpExecArray) => /^ws/i.test(scheme!) === (api === 'websocket')
  const found = [...code.matchAll(ADDRESS)].filter(isMeant)
  const hosts = new Set(found.map(([, scheme, host, port]) => `${scheme}://${host}:${port}`.toLowerCase()))
  const [, scheme, host, port, path] = hosts.size === 1 ? found[0]! : exampleOf(api)
  const methods = [...new Set([...code.matchAll(METHOD)].map(([, method]) => `"${method}"`))]
  const fields = [
    `scheme = "${scheme!.toLowerCase()}"`,
    `host = "${host!.toLowerCase()}"`,
    ...(port === undefined ? [] : [`port = ${port}`]),
    ...(api === 'request' ? [`methods = [${methods.length > 0 ? methods.join(', ') : '"GET"'}]`] : []),
  ]
  return `[[${api}]] with ${fields.join(', ')} and path_prefixes = ["${folderOf(path)}"]`
}

/** A prefix has no boundary of its own: `/v1/row` would match `/v1/rows` too. @source host contract 5.4 */
function folderOf(path = '/'): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}

function exampleOf(api: 'request' | 'websocket'): readonly (string | undefined)[] {
  return api === 'request'
    ? ['', 'https', 'api.example.com', undefined, '/v1/']
    : ['', 'wss', 'gateway.example.com', undefined, '/']
}

/** The first use in a file of the project. */
function placeOf(offsets: readonly number[], { entry, code, sourceMap }: UsingCode): Place {
  for (const offset of offsets) {
    const place = mapOffset(code, sourceMap, offset)
    if (place !== undefined) return place
  }
  return { file: entry, line: 1, column: 1 }
}
