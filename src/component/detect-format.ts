import { isComponent } from '../wasm/component/read-component-binary.ts'
import { isCoreModule } from '../wasm/core/read-core-module.ts'
import type { ArtifactFormat } from './component-facts.ts'

/** Enough of a file to tell text from other bytes. */
const SAMPLE_BYTES = 4_096

/** Text stubs that the host's two templates ship in place of a component. @source host contract 10.4, 11.27 */
const PLACEHOLDERS = [/^placeholder component artifact\b/, /^# Build with:\r?\n# cargo component build\b/]

const NOT_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/

/** Tells by the first bytes what an artifact is. */
export function detectFormat(bytes: Uint8Array): ArtifactFormat {
  if (isComponent(bytes)) return 'component'
  if (isCoreModule(bytes)) return 'core-module'
  const text = sampleText(bytes)
  if (text === null) return 'unknown'
  return PLACEHOLDERS.some(pattern => pattern.test(text)) ? 'placeholder' : 'text'
}

/** The beginning of a file of printable UTF-8; null for any other file. A character cut by the sample does not count. */
function sampleText(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return null
  const text = new TextDecoder().decode(bytes.subarray(0, SAMPLE_BYTES), { stream: true })
  return NOT_TEXT.test(text) ? null : text
}
