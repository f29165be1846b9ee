import type { TemplateFiles } from './catalogue.ts'
import { setTomlStrings } from './toml-edit.ts'

/** A package that a project needs for its engine. */
export interface EnginePackage {
  readonly name: string
  readonly version: string
}

const SETTINGS_FILE = 'yoi-plugin.toml'
const PACKAGE_FILE = 'package.json'

const HOST_SETTINGS = `
# No released host takes a component of this engine yet: it is 12 MB. This revision has the room.
[host]
revision = "js-engines"
`

/** The files of a TypeScript project that is built by StarlingMonkey, with the package of the engine among its development dependencies. */
export function chooseStarlingMonkey(files: TemplateFiles, engine: EnginePackage): TemplateFiles {
  const settings = setTomlStrings(textOf(files, SETTINGS_FILE), { 'build.engine': 'starlingmonkey' })
  const manifest = JSON.parse(textOf(files, PACKAGE_FILE))
  const devDependencies = { ...manifest.devDependencies, [engine.name]: engine.version }
  return new Map([
    ...files,
    [SETTINGS_FILE, settings + HOST_SETTINGS],
    [PACKAGE_FILE, `${JSON.stringify({ ...manifest, devDependencies }, null, 2)}\n`],
  ])
}

function textOf(files: TemplateFiles, path: string): string {
  const text = files.get(path)
  if (text === undefined) throw new Error(`the template has no ${path}`)
  return text
}
