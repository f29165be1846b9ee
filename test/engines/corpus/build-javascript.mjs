// node build-javascript.mjs TOOLCHAIN WIT OUTPUT: a component of one of the toolchains that package.json beside this file names.
// It is copied to where they are installed, so that Node finds them.
import { writeFileSync } from 'node:fs'

const TOOL = "export function call(tool, input) { return JSON.stringify({ summary: tool + ' ' + input }) }"
const INSTANCE = ['start', 'handleTool', 'handleIngress', 'status', 'stop']
  .map(name => `export function ${name}() { return '{"state":"ready","data":null}' }`)
  .join('\n')

/** Without its features StarlingMonkey imports nothing of WASI. */
const FEATURES = ['stdio', 'random', 'clocks', 'http', 'fetch-event']

const [toolchain, wit, output] = process.argv.slice(2)
writeFileSync(output, await build())

async function build() {
  if (toolchain === 'starlingmonkey') {
    const { componentize } = await import('@bytecodealliance/componentize-js')
    return (await componentize(TOOL, { witPath: wit, worldName: 'tool', disableFeatures: FEATURES }))
      .component
  }
  const { componentize } = (await import('componentize-qjs')).default
  const isTool = toolchain === 'componentize-qjs-tool'
  const options = isTool
    ? { jsSource: TOOL, world: 'tool', stubWasi: true }
    : { jsSource: INSTANCE, world: 'instance' }
  return (await componentize({ witPath: wit, sync: true, ...options })).component
}
