// Makes dist/engine: the engine recipe (design 5) from the pinned npm package quickjs-wasi, compared with the hashes in the source.
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from '@bytecodealliance/jco-transpile/wasm-tools'
import { build } from 'esbuild'

const SOURCES = 'src/toolchains/typescript/quickjs'

/** @param {string} outdir where the files of the recipe go */
export async function buildEngine(outdir) {
  const { makeRecipe, RECIPE_FILES } = await loadRecipeCode()
  const engine = createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm')
  const recipe = makeRecipe({
    engine: readFileSync(engine),
    notice: readFileSync(`${SOURCES}/NOTICE.txt`, 'utf8'),
    entry: { abi: await assemble('abi'), schema: await assemble('schema'), trace: await assemble('trace') },
    hostCalls: await Promise.all(['host/checks', 'host/answers', 'host/calls'].map(assemble)),
    component: await assemble('component'),
  })
  const hashOf = part => createHash('sha256').update(recipe[part]).digest('hex')
  const changed = Object.keys(RECIPE_FILES).filter(part => hashOf(part) !== RECIPE_FILES[part].sha256)
  if (changed.length > 0) {
    const lines = changed.map(part => `  ${part}: sha256 '${hashOf(part)}'`)
    throw new Error(`the engine recipe differs from ${SOURCES}/recipe-files.ts:\n${lines.join('\n')}`)
  }
  mkdirSync(outdir, { recursive: true })
  for (const [part, file] of Object.entries(RECIPE_FILES))
    writeFileSync(join(outdir, file.name), recipe[part])
  copyFileSync(`${SOURCES}/NOTICE.txt`, join(outdir, 'NOTICE.txt'))
}

function assemble(name) {
  return parse(readFileSync(`${SOURCES}/${name}.wat`, 'utf8'))
}

/** Node does not run TypeScript: the recipe is bundled and imported from memory. */
async function loadRecipeCode() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { makeRecipe } from './make-recipe.ts'; export { RECIPE_FILES } from './recipe-files.ts'`,
      resolveDir: SOURCES,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
  })
  return await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildEngine('dist/engine')
