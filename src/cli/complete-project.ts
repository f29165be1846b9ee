import { readFileSync } from 'node:fs'
import { asset } from '../assets.io.ts'
import { MANIFEST_FILE } from '../contract/names.ts'
import { readManifest } from '../manifest/read-manifest.ts'
import type { TemplateFiles } from '../templates/catalogue.ts'
import { generateToolTypes } from '../toolchains/typescript/generate-tool-types.ts'

/** Where `new` and `build` write the input types of the tools. @source design 3 */
export const TOOL_TYPES_FILE = 'src/generated/tools.d.ts'

/** What an editor reads, by its path in the project, and where the running tool has it. @source design 9 */
const EDITOR_FILES = {
  'types/yoi-plugin-pdk.d.ts': 'dist/pdk/yoi-plugin-pdk.d.ts',
  'types/plugin.schema.json': 'schema/plugin.schema.json',
  'types/yoi-plugin.schema.json': 'schema/yoi-plugin.schema.json',
} as const

/** Adds what an editor needs to understand a new project with nothing installed in it. */
export function completeProject(files: TemplateFiles): TemplateFiles {
  const bytes = new TextEncoder().encode(files.get(MANIFEST_FILE))
  const { manifest } = readManifest(bytes, new Set())
  if (!manifest) throw new Error('the template has no manifest that can be read')
  return new Map([
    ...files,
    [TOOL_TYPES_FILE, generateToolTypes(manifest.tools)],
    ...Object.entries(EDITOR_FILES).map(
      ([path, source]) => [path, readFileSync(asset(source), 'utf8')] as const,
    ),
  ])
}
