import { PROJECT_FILE } from '../../contract/names.ts'
import type { Stranger, Strangers } from './shape.ts'

const REFUSED = 'Yoi knows only its own keys in plugin.toml and refuses the whole manifest.'

const HTTPS_TARGETS: Stranger = {
  rule: 'legacy/https-targets',
  why: 'Yoi retired the host API `https`; its successor is `request`, and Yoi refuses the whole manifest.',
  fix: 'Rename [[https]] to [[request]] and give every target a `scheme`.',
}

const GRANTS: Stranger = {
  why: 'A manifest requests; whoever enables the plugin grants. Yoi refuses the whole manifest.',
  fix: `Write requests as \`permissions\`, and what a local run may do as [grants] in ${PROJECT_FILE}.`,
}

const FS: Stranger = {
  why: 'A manifest names no folders: the fs roots are given in the grants. Yoi refuses the whole manifest.',
  fix: 'Remove it and request { kind = "host_api", api = "fs" } in `permissions`.',
}

const CONFIG: Stranger = {
  why: 'Configuration belongs to the enablement entry, not to the package. Yoi refuses the whole manifest.',
  fix: 'Remove it; whoever enables the plugin writes `config`.',
}

const FLATTEN: Stranger = {
  why: 'The keys of a package stand at the top of plugin.toml. Yoi refuses the whole manifest.',
  fix: 'Remove the table header and move its keys to the top of the file.',
}

const SOURCE: Stranger = {
  why: 'The source of a plugin is the store that it lies in. Yoi refuses the whole manifest.',
  fix: 'Remove `source`.',
}

/** Top-level keys that people expect in `plugin.toml`, and where they belong. @source host contract 1.3 */
export const MANIFEST_STRANGERS: Strangers = new Map([
  ['https', HTTPS_TARGETS],
  ['grants', GRANTS],
  ['fs', FS],
  ['config', CONFIG],
  ['package', FLATTEN],
  ['plugin', FLATTEN],
  ['source', SOURCE],
  ...['build', 'pack', 'host', 'record', 'rules'].map((key): [string, Stranger] => [
    key,
    { why: REFUSED, fix: `Move [${key}] to ${PROJECT_FILE}.` },
  ]),
])
