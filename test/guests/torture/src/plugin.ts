import { defineTools, ToolError } from 'yoi-plugin/pdk'
import { areas } from './areas.ts'

export default defineTools<{ torture_run: { area: string } }>({
  torture_run: {
    async run({ area }) {
      const run = areas.get(area)
      if (run === undefined)
        throw new ToolError('invalid_input', `no area ${JSON.stringify(area)}`, { areas: [...areas.keys()] })
      const seen = await run()
      return { summary: `${area}: ${Object.keys(seen).length} answers`, content: seen }
    },
  },
})
