import { readFileSync } from 'node:fs'
import { asset } from '../assets.io.ts'
import { MANIFEST_FILE } from '../contract/names.ts'
import { readManifest } from '../manifest/read-manifest.ts'
import type { TemplateFiles } from '../templates/catalogue.ts'
import { generateToolTypes } from '../toolchains/typescript/generate-tool-types.ts'

/** Where `new` and `build` write the input types of the tools, and `new` the types of the PDK. @source design 3, 9 */
export const TOOL_TYPES_FILE = 'src/generated/tools.d.ts'
const PDK_TYPES_FILE = 'types/yoi-plugin-pdk.d.ts'

/** Adds what an editor needs to understand a new project with nothing installed in it. */
export function completeProject(files: TemplateFiles): TemplateFiles {
  const bytes = new TextEncoder().encode(files.get(MANIFEST_FILE))
  const { manifest } = readManifest(bytes, new Set())
  if (!manifest) throw new Error('the template has no manifest that can be read')
  return new Map([
    ...files,
    [TOOL_TYPES_FILE, generateToolTypes(manifest.tools)],
    [PDK_TYPES_FILE, readFileSync(asset('dist/pdk/yoi-plugin-pdk.d.ts'), 'utf8')],
  ])
}
