import { defineTools } from 'yoi-plugin/pdk'
import type { ToolInputs } from './generated/tools'

export default defineTools<ToolInputs>({
  example_echo: {
    run(input) {
      return { summary: `Echoed ${input.text.length} characters.`, content: input.text }
    },
  },
})
