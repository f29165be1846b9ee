import { list, optional, TEXT, table, word } from '../shape/shape.ts'

/** Languages that `build` compiles. */
export const LANGUAGES = ['typescript', 'rust'] as const

const BUILD = table({
  language: optional(word(LANGUAGES), 'What the plugin is written in.', 'typescript'),
  entry: optional(
    TEXT,
    'The module whose default export is the plugin; src/plugin.ts when absent.',
    'src/plugin.ts',
  ),
  engine: optional(
    { type: 'text', suggested: ['quickjs', 'starlingmonkey'] },
    'What runs TypeScript inside the component: "quickjs", a frozen recipe such as "quickjs@1", or "starlingmonkey".',
    'quickjs',
  ),
})

const PACK = table({
  include: optional(
    list(TEXT),
    'Further files of the package: paths with the wildcards *, ? and **. No dot files unless spelled.',
    [],
  ),
})

/** `yoi-plugin.toml`: ours, never packed, every key optional. @source design 3 */
export const PROJECT_SHAPE = table({
  build: optional(BUILD, 'How the component is made.'),
  pack: optional(PACK, 'What else the package holds.'),
})
