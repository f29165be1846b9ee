import { matchWorld } from '../../component/match-world.ts'
import { readComponent } from '../../component/read-component.ts'
import { HOST_API_INTERFACES, HOST_APIS, type HostApi, WORLDS } from '../../contract/worlds.ts'
import type { Finding } from '../../finding.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { escapeText, quote } from '../../quote.ts'

/** What the manifest says about the component. */
export type ComponentTerms = Pick<Manifest, 'runtime' | 'permissions' | 'request' | 'websocket'>

const MISSING = ['missing-export', 'mistyped-export', 'export-inside-instance']

/**
 * What a finished component lacks of its world, and which of its imports the manifest does not request.
 * @source host contract 5.2, 6.1, 6.2
 */
export function componentFindings(component: Uint8Array, terms: ComponentTerms): Finding[] {
  const facts = readComponent(component)
  const world = WORLDS.find(name => name === terms.runtime?.world)
  const missing = world === undefined ? [] : matchWorld(facts, world)
  const imported = facts.imports.map(({ name }) => name)
  return [
    ...missing
      .filter(({ problem }) => MISSING.includes(problem))
      .map(({ name, expected }) => exportMissing(name, expected, world!)),
    ...HOST_APIS.filter(api => imported.includes(HOST_API_INTERFACES[api]) && !isRequested(api, terms)).map(
      api => notRequested(api, terms),
    ),
  ]
}

function isRequested(api: HostApi, { permissions }: ComponentTerms): boolean {
  return permissions.some(permission => permission.kind === 'host_api' && permission.api === api)
}

function exportMissing(name: string, expected: string | null, world: string): Finding {
  return {
    rule: 'build/export-missing',
    severity: 'error',
    message: `The component does not export ${quote(name)}${expected === null ? '' : ` as ${escapeText(expected)}`}, which ${world} needs.`,
    why: 'The host looks the export up when it calls the plugin, and every call would fail.',
    fix: 'Call pdk::export_tools! { ... } in src/lib.rs, or export! of wit-bindgen for this world.',
    at: { file: 'src/lib.rs' },
  }
}

function notRequested(api: HostApi, terms: ComponentTerms): Finding {
  const permission = `{ kind = "host_api", api = "${api}" }`
  const target = api === 'fs' || terms[api].length > 0 ? '' : `, and a [[${api}]] table with the address`
  return {
    rule: 'build/host-api-not-requested',
    severity: 'error',
    message: `The code uses the host API ${api}, but plugin.toml does not request it.`,
    why: `The component imports ${HOST_API_INTERFACES[api]}, and the host refuses an import that the manifest does not request.`,
    fix: `Add ${permission} to permissions in plugin.toml${target}; or remove the call.`,
    at: { file: 'plugin.toml' },
  }
}
