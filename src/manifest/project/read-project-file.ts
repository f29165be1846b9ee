import { PROJECT_FILE } from '../../contract/names.ts'
import type { Finding } from '../../finding.ts'
import { readTomlFile, type TextFormat } from '../text/read-toml-file.ts'
import { type LANGUAGES, PROJECT_SHAPE } from './project-shape.ts'

/** What `yoi-plugin.toml` says, defaults filled in. */
export interface ProjectSettings {
  readonly build: {
    readonly language: (typeof LANGUAGES)[number]
    /** Relative to the project, with `/`. Not checked: it may point anywhere. */
    readonly entry: string
    readonly engine: string
  }
  readonly pack: { readonly include: readonly string[] }
}

export interface ProjectReading {
  /** The defaults, as far as the file could not be read. */
  readonly settings: ProjectSettings
  readonly findings: readonly Finding[]
}

const FORMAT: TextFormat = {
  area: 'project',
  file: PROJECT_FILE,
  why: 'A setting that is not understood would be left out without a word.',
  shape: PROJECT_SHAPE,
  isLenient: false,
}

const DEFAULTS: ProjectSettings = {
  build: { language: 'typescript', entry: 'src/plugin.ts', engine: 'quickjs' },
  pack: { include: [] },
}

/**
 * Reads `yoi-plugin.toml`. Pure; never throws.
 * @param bytes content of the file; undefined when there is none, which is fine
 * @source design 3
 */
export function readProjectFile(bytes: Uint8Array | undefined): ProjectReading {
  if (bytes === undefined) return { settings: DEFAULTS, findings: [] }
  const { draft, problems } = readTomlFile(bytes, FORMAT)
  const isWhole = draft !== undefined && problems.length === 0
  const given = isWhole
    ? (draft as { readonly [Key in keyof ProjectSettings]: ProjectSettings[Key] | null })
    : null
  return {
    settings: { build: given?.build ?? DEFAULTS.build, pack: given?.pack ?? DEFAULTS.pack },
    findings: problems,
  }
}
