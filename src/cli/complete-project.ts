import { readFileSync } from 'node:fs'
import { asset } from '../assets.io.ts'
import { MANIFEST_FILE } from '../contract/names.ts'
import { WIT_FILES } from '../contract/wit-files.ts'
import type { Tool } from '../manifest/manifest.ts'
import { readManifest } from '../manifest/read-manifest.ts'
import type { Template, TemplateFiles } from '../templates/catalogue.ts'
import { generateToolTypes } from '../toolchains/typescript/generate-tool-types.ts'

/** Where `new` and `build` write the input types of the tools. @source design 3 */
export const TOOL_TYPES_FILE = 'src/generated/tools.d.ts'

/** Schemas of the TOML files, for editors, by their path in the project and where the running tool has them. @source design 9 */
const SCHEMAS: Copies = {
  'types/plugin.schema.json': 'schema/plugin.schema.json',
  'types/yoi-plugin.schema.json': 'schema/yoi-plugin.schema.json',
}

const EDITOR_FILES: Readonly<Record<Template['language'], Copies>> = {
  typescript: {
    'types/yoi-plugin-pdk.d.ts': 'dist/pdk/yoi-plugin-pdk.d.ts',
    'types/yoi-plugin-globals.d.ts': 'dist/pdk/yoi-plugin-globals.d.ts',
    ...SCHEMAS,
  },
  rust: {
    ...Object.fromEntries(WIT_FILES.map(path => [path, path.replace('wit/', 'wit/yoi-plugin/')])),
    ...SCHEMAS,
  },
}

type Copies = Readonly<Record<string, string>>

/** Adds what a new project needs besides its template: for editors, with nothing installed, and for the Rust compiler. */
export function completeProject({ language }: Template, files: TemplateFiles): TemplateFiles {
  const copies = Object.entries(EDITOR_FILES[language]).map(
    ([path, source]) => [path, readFileSync(asset(source), 'utf8')] as const,
  )
  const types: [string, string][] =
    language === 'typescript' ? [[TOOL_TYPES_FILE, generateToolTypes(readTools(files))]] : []
  return new Map([...files, ...types, ...copies])
}

function readTools(files: TemplateFiles): readonly Tool[] {
  const bytes = new TextEncoder().encode(files.get(MANIFEST_FILE))
  const { manifest } = readManifest(bytes, new Set())
  if (!manifest) throw new Error('the template has no manifest that can be read')
  return manifest.tools
}
