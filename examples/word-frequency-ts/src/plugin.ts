import { defineTools, ToolError } from 'yoi-plugin/pdk'
import type { ToolInputs } from './generated/tools'

const DEFAULT_TOP = 5
const MAX_TOP = 50

export default defineTools<ToolInputs>({
  word_frequency: {
    run({ text, top = DEFAULT_TOP }) {
      if (typeof text !== 'string') throw new ToolError('invalid_input', 'missing field `text`')
      if (!Number.isInteger(top) || top < 1 || top > MAX_TOP)
        throw new ToolError('invalid_input', `top must be 1 to ${MAX_TOP}, found ${top}`)
      const counts = new Map<string, number>()
      const words = text.toLowerCase().match(/[\p{Alphabetic}\p{N}']+/gu) ?? []
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
      const sorted = [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
      return {
        summary: `${words.length} words, ${counts.size} of them different`,
        content: {
          words: words.length,
          different: counts.size,
          most_frequent: sorted.slice(0, top).map(([word, count]) => ({ word, count })),
        },
      }
    },
  },
})
