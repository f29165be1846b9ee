import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'
import { readSources } from './read-sources.ts'

/** Connections are kept by their URL, so that a second one takes the place of the first. @source host contract 8.8 */
export const duplicateSource = defineRule({
  id: 'ingresses/duplicate-source',
  severity: 'warning',
  needs: ['manifest', 'reading'],
  find: ({ manifest, reading }) => {
    const seen = new Set<string>()
    return readSources(manifest).flatMap(({ ingress, path, text, url }) => {
      if (url === undefined) return []
      const isRepeated = seen.has(url.href)
      seen.add(url.href)
      return isRepeated ? [{ at: reading.locate(path), data: { ingress, text } }] : []
    })
  },
  advise: ({ ingress, text }) => ({
    what: `The source ${quote(text)} of the ingress ${quote(ingress)} stands in plugin.toml a second time.`,
    why: 'The host keeps connections by URL: the second takes the place of the first, and what is sent goes to one of them.',
    fix: 'Keep one source, or make the URLs different.',
  }),
})
