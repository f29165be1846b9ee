import { quote } from '../../../quote.ts'
import { defineRule } from '../../define-rule.ts'

/** Nothing in the host reads a source map; it holds the sources and the paths of the machine that built them. */
export const sourceMap = defineRule({
  id: 'package/source-map',
  severity: 'warning',
  needs: ['plugin'],
  find: ({ plugin }) =>
    [...plugin.files]
      .filter(([path, bytes]) => isMapName(path) && isSourceMap(bytes))
      .map(([path]) => ({ at: { file: path }, data: { path } })),
  advise: ({ path }) => ({
    what: `The package holds the source map ${quote(path)}.`,
    why: 'The host never reads it; it usually carries the whole source text and paths of the machine that built it.',
    fix: 'Leave it out of the package: narrow [pack] include in yoi-plugin.toml.',
  }),
})

function isMapName(path: string): boolean {
  return path.endsWith('.map') || /(?:^|\/)source-?map\.json$/i.test(path)
}

/** By its start: a map of tiles or a map of a game may be called so too. */
function isSourceMap(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString('latin1')
  return /^\s*\{/.test(text) && /"(?:mappings|sections|sources)"\s*:/.test(text)
}
