import type { Style } from '../check/reporters/text.ts'
import type { PluginItem } from '../package/plugin-listing.ts'
import { escapeText } from '../quote.ts'
import { fitText, labelled, labelledAll, TEXT_COLUMNS } from './columns.ts'
import { paintStatus } from './plugin-list-text.ts'

const MAX_DIAGNOSTICS = 48
const LABEL_WIDTH = 12

/** Everything about one item for people, at most 80 columns wide. Text of the plugin is escaped. */
export function renderPluginItem(item: PluginItem, style: Style): string {
  const known = (label: string, value: string | null) =>
    value === null ? [] : labelled(`  ${label}`, escapeText(value, MAX_TEXT), LABEL_WIDTH)
  return [
    `${style.bold(titleOf(item))}  ${paintStatus(item.status, item.status, style)}`,
    ...(item.digest === null ? [] : [`  ${escapeText(item.digest)}`]),
    ...known('file', item.package_path),
    ...list('declares', item.declared_surfaces),
    ...list('enabled', item.enabled_surfaces),
    ...list('requests', item.requested_permissions),
    ...labelledAll('  granted', grantsOf(item).map(escapeLabel), LABEL_WIDTH),
    ...known('runtime', item.static_runtime?.runtime.status ?? null),
    ...labelledAll('  host APIs', hostApisOf(item), LABEL_WIDTH),
    ...labelledAll('  tools', toolsOf(item), LABEL_WIDTH),
    ...labelledAll('  remarks', remarksOf(item), LABEL_WIDTH),
  ].join('\n')
}

const MAX_TEXT = 1_024

function titleOf({ reference, version, status }: PluginItem): string {
  const title = escapeText(version === null ? reference : `${reference} ${version}`)
  return fitText(title, TEXT_COLUMNS - 2 - status.length)
}

function list(label: string, words: readonly string[]): string[] {
  return words.length === 0 ? [] : labelled(`  ${label}`, words.map(escapeLabel).join(', '), LABEL_WIDTH)
}

function grantsOf(item: PluginItem): readonly string[] {
  return [
    ...(item.configured_grants.length === 0 ? [] : [item.configured_grants.join(', ')]),
    ...item.configured_request_grants,
    ...item.configured_websocket_grants,
    ...item.configured_fs_grants,
  ]
}

function hostApisOf({ static_runtime }: PluginItem): string[] {
  return (static_runtime?.host_apis ?? []).map(
    line => `${line.eligible ? 'yes' : 'no '} ${escapeLabel(line.permission)}`,
  )
}

function toolsOf({ tools }: PluginItem): string[] {
  return tools.map(tool => {
    const writes = tool.external_write ? ', changes things outside' : ''
    const verdict = tool.eligible ? 'may run' : 'may not run'
    const reason = tool.diagnostic === null ? '' : `: ${escapeText(tool.diagnostic)}`
    return `${escapeText(tool.name)} ${verdict}${writes}${reason}`
  })
}

function remarksOf({ diagnostics }: PluginItem): string[] {
  const shown = diagnostics.slice(0, MAX_DIAGNOSTICS)
  const omitted = diagnostics.length - shown.length
  return [
    ...shown.map(({ kind, message }) => `${kind}: ${escapeText(message, MAX_TEXT)}`),
    ...(omitted > 0 ? [`and ${omitted} more`] : []),
  ]
}

function escapeLabel(label: string): string {
  return escapeText(label)
}
