import { trimWhiteSpace } from '../../../grants/white-space.ts'
import type { Manifest } from '../../../manifest/manifest.ts'

/** One entry of an ingress's `sources` with its place, as the host's WebSocket driver reads it. @source host contract 8.8 */
export interface IngressSource {
  readonly ingress: string
  readonly path: string
  readonly text: string
  /** `ignored`: of no form that the driver knows. `unusable`: of its form, and no WebSocket URL. */
  readonly form: 'websocket' | 'unusable' | 'ignored'
  /** Only with the form `websocket`. */
  readonly url?: URL
}

export function readSources({ ingresses }: Manifest): IngressSource[] {
  return ingresses.flatMap(({ name, sources }, index) =>
    sources.map((text, source) => ({
      ingress: name,
      path: `ingresses[${index}].sources[${source}]`,
      text,
      ...readSource(text),
    })),
  )
}

/** The prefix counts as written; a URL may stand without it. */
function readSource(text: string): Pick<IngressSource, 'form' | 'url'> {
  const trimmed = trimWhiteSpace(text)
  const isPrefixed = trimmed.startsWith('websocket:')
  if (!isPrefixed && !trimmed.startsWith('ws://') && !trimmed.startsWith('wss://')) return { form: 'ignored' }
  const address = isPrefixed ? trimWhiteSpace(trimmed.slice('websocket:'.length)) : trimmed
  if (!URL.canParse(address)) return { form: 'unusable' }
  const url = new URL(address)
  const isUsable = (url.protocol === 'ws:' || url.protocol === 'wss:') && url.hostname !== ''
  return isUsable ? { form: 'websocket', url } : { form: 'unusable' }
}
