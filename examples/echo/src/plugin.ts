import { defineTools } from 'yoi-plugin/pdk'

export default defineTools<{ example_echo: { text: string } }>({
  example_echo: {
    run(input) {
      return { summary: `Echoed ${input.text.length} characters.`, content: input.text }
    },
  },
})
