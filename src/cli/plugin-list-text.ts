import type { Style } from '../check/reporters/text.ts'
import type { PluginItem, PluginStatus } from '../package/plugin-listing.ts'
import type { StoreLocation } from '../package/store-locations.ts'
import { escapeText } from '../quote.ts'
import { labelled, labelledAll, TEXT_COLUMNS, wrapText } from './columns.ts'

const MAX_ITEMS = 128
const MAX_DIAGNOSTICS_PER_ITEM = 3
const STATUS_WIDTH = 10
const STORE_WIDTH = 10

export interface ListView {
  readonly items: readonly PluginItem[]
  readonly stores: readonly StoreLocation[]
  /** Remarks on the configuration as a whole. */
  readonly remarks: readonly string[]
}

/** The list for people, at most 80 columns wide: status, reference, what it offers, the first remarks. */
export function renderPluginList({ items, stores, remarks }: ListView, style: Style): string {
  const shown = items.slice(0, MAX_ITEMS)
  const omitted = items.length - shown.length
  return [
    ...shown.flatMap(item => renderItem(item, style)),
    ...(items.length === 0 ? ['No package is in the stores, and none is enabled.'] : []),
    ...(omitted > 0 ? [`... and ${omitted} more`] : []),
    '',
    ...stores.flatMap(store =>
      labelled(store.source, `${escapeText(store.path)}${READ_BY[store.readBy]}`, STORE_WIDTH),
    ),
    ...remarks.flatMap(remark => wrapText(remark, TEXT_COLUMNS)),
  ].join('\n')
}

/** Colours a status by what a person has to do about it. */
export function paintStatus(status: PluginStatus, text: string, style: Style): string {
  if (status === 'active') return style.bold(text)
  if (status === 'disabled') return style.dim(text)
  return style.severity(status === 'partial' ? 'warning' : 'error', text)
}

const READ_BY: Readonly<Record<StoreLocation['readBy'], string>> = {
  both: '',
  'yoi plugin': ' (read by `yoi plugin`)',
  'yoi library': ' (named in its documentation)',
}

function renderItem(item: PluginItem, style: Style): string[] {
  const name = escapeText(`${item.reference}${item.version === null ? '' : ` ${item.version}`}`)
  const surfaces = item.configured ? item.enabled_surfaces : item.declared_surfaces
  const offers = `${surfaces.length === 0 ? 'no surface' : surfaces.join(', ')}; ${countTools(item)}`
  const shown = item.diagnostics.slice(0, MAX_DIAGNOSTICS_PER_ITEM)
  const more = item.diagnostics.length - shown.length
  const [first = '', ...others] = labelled(item.status, name, STATUS_WIDTH)
  return [
    first.replace(item.status, status => paintStatus(item.status, status, style)),
    ...others,
    ...labelledAll(
      '',
      [
        ...(item.discovered || item.resolved ? [offers] : []),
        ...shown.map(({ kind, message }) => `${kind}: ${escapeText(message)}`),
        ...(more > 0 ? [`and ${more} more, see yoi-plugin show`] : []),
      ],
      STATUS_WIDTH,
    ),
  ]
}

function countTools({ tools, resolved }: PluginItem): string {
  const all = `${tools.length} tool${tools.length === 1 ? '' : 's'}`
  return resolved ? `${tools.filter(tool => tool.eligible).length} of ${all} may run` : all
}
