import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildFiles } from './build-plugin.ts'
import { emptyFolder } from './run-cli.ts'

/** Tools that do with the host APIs what their input says, and answer with what came back. */
const SOURCE = `import { defineTools, readText, request, websocket } from 'yoi-plugin/pdk'
export default defineTools({
  fetch: {
    run({ requests }: any) {
      const answers = requests.map((each: any) => {
        const { status, body } = request({ headers: { accept: 'text/plain' }, ...each })
        return { status, body }
      })
      return { summary: 'fetched', content: answers }
    },
  },
  talk: {
    run({ url, say }: any) {
      const connection = websocket.open(url)
      const heard = say.map((text: string) => {
        if (text !== '') websocket.send(connection, text)
        return websocket.recv(connection)
      })
      websocket.close(connection)
      return { summary: 'talked', content: heard }
    },
  },
  read: {
    run({ path, url }: any) {
      const { content } = readText(path)
      if (url) request({ method: 'GET', url: url + content.trim() })
      return { summary: 'read', content }
    },
  },
})
`

export const NETWORK_TOOLS = ['fetch', 'talk', 'read'] as const

/** Where its manifest lets it go. */
export interface Targets {
  /** Host with an optional port, e.g. `127.0.0.1:8080`. */
  readonly address: string
  readonly scheme?: 'http' | 'https'
  readonly paths?: readonly string[]
}

let component: Promise<Uint8Array> | undefined

/** A component whose tools call the network and read files as they are told. Built once. */
export function networkComponent(): Promise<Uint8Array> {
  component ??= build()
  return component
}

async function build(): Promise<Uint8Array> {
  const built = await buildFiles({ 'src/plugin.ts': SOURCE }, NETWORK_TOOLS, ['request', 'websocket', 'fs'])
  if (!built.ok) throw new Error(JSON.stringify(built.findings, null, 2))
  return built.component
}

export const PERMISSIONS = [
  '{ kind = "surface", surface = "tool" }',
  ...NETWORK_TOOLS.map(name => `{ kind = "tool", name = "${name}" }`),
  ...['request', 'websocket', 'fs'].map(api => `{ kind = "host_api", api = "${api}" }`),
]

export function targetToml({ address, scheme = 'https', paths = ['/'] }: Targets, isSocket: boolean): string {
  const [, host = '', port] = /^(.*?)(?::(\d+))?$/.exec(address) ?? []
  const methods = isSocket ? '' : 'methods = ["GET", "POST"], '
  const words = isSocket ? scheme.replace('http', 'ws') : scheme
  const place = port === undefined ? '' : `port = ${port}, `
  return `{ scheme = "${words}", host = "${host}", ${place}${methods}path_prefixes = ${JSON.stringify(paths)} }`
}

/** `plugin.toml` of a plugin with these tools. */
export function networkManifest(targets: Targets, permissions: readonly string[] = PERMISSIONS): string {
  return `schema_version = 1
id = "acme.network"
name = "Network"
version = "0.1.0"
surfaces = ["tool"]
permissions = [
${permissions.map(text => `  ${text},\n`).join('')}]
request = [${targetToml(targets, false)}]
websocket = [${targetToml(targets, true)}]
[runtime]
kind = "wasm-component"
component = "plugin.component.wasm"
world = "yoi:plugin/tool@1.0.0"
${NETWORK_TOOLS.map(name => `[[tools]]\nname = "${name}"\ndescription = "Does it."\ninput_schema = { type = "object" }\n`).join('')}`
}

/** `[grants]` with all that the manifest asks for, and a folder `data` to read. */
export function networkGrants(targets: Targets): string {
  return `[grants]
permissions = [${PERMISSIONS.join(', ')}]
request = [${targetToml(targets, false)}]
websocket = [${targetToml(targets, true)}]
fs = [{ root = "data", operations = ["read"] }]
`
}

/** A project of this plugin in a new folder `plugin` below `folder`. */
export class NetworkProject {
  readonly folder = emptyFolder()

  /** Writes a file of the project. */
  write(path: string, content: string | Uint8Array): void {
    const file = join(this.folder, 'plugin', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }

  path(path: string): string {
    return join(this.folder, 'plugin', path)
  }

  /** @param component with tools of the same names, in the place of `networkComponent()` */
  static async open(targets: Targets, component?: Uint8Array): Promise<NetworkProject> {
    const project = new NetworkProject()
    project.write('plugin.component.wasm', component ?? (await networkComponent()))
    project.write('plugin.toml', networkManifest(targets))
    project.write('yoi-plugin.toml', networkGrants(targets))
    project.write('data/a.txt', 'made-up\n')
    return project
  }
}
