import { defineTools, ToolError } from 'yoi-plugin/pdk'
import { mostFrequent, wordsOf } from './count-words'

const WORDS_PER_MINUTE = 230
const MAX_TOP = 20

export default defineTools<{ text_stats: { text: string; top?: number }; slugify: { title: string } }>({
  text_stats: {
    run({ text, top = 3 }) {
      if (top < 1 || top > MAX_TOP)
        throw new ToolError('invalid_input', `top must be 1 to ${MAX_TOP}, found ${top}`)
      const words = wordsOf(text)
      const seconds = Math.ceil((words.length / WORDS_PER_MINUTE) * 60)
      return {
        summary: `${words.length} words, about ${seconds} s to read`,
        content: {
          words: words.length,
          sentences: text.split(/[.!?]+(?:\s|$)/).filter(part => part.trim() !== '').length,
          lines: text === '' ? 0 : text.split('\n').length,
          reading_seconds: seconds,
          most_frequent: mostFrequent(words, top),
        },
      }
    },
  },
  slugify: {
    run({ title }) {
      const plain = title.normalize('NFD').replace(/\p{M}+/gu, '')
      const slug = wordsOf(plain.toLowerCase().replaceAll('_', ' ')).join('-').replace(/['’]/g, '')
      if (slug === '') throw new ToolError('invalid_input', 'title has no letter and no digit')
      return { summary: slug, content: slug }
    },
  },
})
