import { readFileSync } from 'node:fs'
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser'
import { asset } from '../assets.io.ts'
import { MANIFEST_FILE } from '../contract/names.ts'
import type { Tool } from '../manifest/manifest.ts'
import type { TemplateFiles } from '../templates/catalogue.ts'
import { generateToolTypes } from '../toolchains/typescript/generate-tool-types.ts'

/** Where `new` and `build` write the input types of the tools, and `new` the types of the PDK. @source design 3, 9 */
export const TOOL_TYPES_FILE = 'src/generated/tools.d.ts'
const PDK_TYPES_FILE = 'types/yoi-plugin-pdk.d.ts'

/** Adds what an editor needs to understand a new project with nothing installed in it. */
export function completeProject(files: TemplateFiles): TemplateFiles {
  const { tools } = getStaticTOMLValue(parseTOML(files.get(MANIFEST_FILE) ?? '')) as unknown as {
    readonly tools: readonly Tool[]
  }
  return new Map([
    ...files,
    [TOOL_TYPES_FILE, generateToolTypes(tools)],
    [PDK_TYPES_FILE, readFileSync(asset('dist/pdk/index.d.ts'), 'utf8')],
  ])
}
