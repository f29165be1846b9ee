import { defineTools } from 'yoi-plugin/pdk'
import { countText } from './count-text'
import type { ToolInputs } from './generated/tools'

export default defineTools<ToolInputs>({
  example_echo: {
    run(input) {
      return { summary: `Echoed ${input.text.length} characters.`, content: input.text }
    },
  },
  example_count: {
    run({ text, unit = 'words' }) {
      const count = countText(text, unit)
      return { summary: `${count} ${unit}`, content: { unit, count } }
    },
  },
})
