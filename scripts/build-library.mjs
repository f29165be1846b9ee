// Bundles the command and the library into dist/: a file for what is loaded together, a file for each command.
import { relative, resolve } from 'node:path'
import { rolldown } from 'rolldown'

const COMMANDS = 'src/cli/commands'

/**
 * Node takes half a millisecond for each module that it loads, so a command should be a few files and load little that it
 * does not use. A module belongs to the first group all of whose roots reach it; what has no group is split by use.
 */
const GROUPS = [
  { name: 'start', roots: ['src/cli/run-cli.ts'] },
  { name: 'start', roots: ['src/cli/terminal.ts'] },
  { name: 'start', roots: ['src/cli/parse-command-line.ts'] },
  { name: 'spare', roots: [`${COMMANDS}/run.ts`] },
  { name: 'plugin', roots: [`${COMMANDS}/new.ts`, 'src/cli/run-tool.ts'] },
  { name: 'host', roots: ['src/cli/run-tool.ts'] },
  { name: 'check', roots: [`${COMMANDS}/check.ts`, `${COMMANDS}/pack.ts`] },
]

/**
 * @param {string} outdir
 * @returns the bundled files, relative to the package
 */
export async function buildLibrary(outdir) {
  const bundle = await rolldown({
    input: { cli: 'src/cli/main.ts', index: 'src/index.ts', testing: 'src/testing/index.ts' },
    external: ['esbuild'],
    platform: 'node',
    preserveEntrySignatures: 'allow-extension',
    transform: { target: 'node20.19' },
  })
  const { output } = await bundle.write({
    dir: outdir,
    format: 'esm',
    comments: false,
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [{ name: groupNames(), debugName: 'groups' }],
    },
  })
  await bundle.close()
  return output.flatMap(({ moduleIds = [] }) => moduleIds.map(id => relative('', id)))
}

/** @returns tells the group of a module, null for none; a module that is imported on its own stays a file of its own */
function groupNames() {
  const reached = new Map()
  const reachedFrom = (root, context) => {
    if (!reached.has(root)) reached.set(root, closureOf(resolve(root), context))
    return reached.get(root)
  }
  return (id, context) => {
    const { isEntry, dynamicImporters } = context.getModuleInfo(id)
    if (isEntry || dynamicImporters.length > 0) return null
    const group = GROUPS.find(({ roots }) => roots.every(root => reachedFrom(root, context).has(id)))
    return group?.name ?? null
  }
}

/** The modules that are evaluated before `root` is, and itself. */
function closureOf(root, context) {
  if (!context.getModuleInfo(root)) throw new Error(`${root} is the root of a group and not bundled`)
  const found = new Set()
  const pending = [root]
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (found.has(id)) continue
    found.add(id)
    pending.push(...(context.getModuleInfo(id)?.importedIds ?? []))
  }
  return found
}
