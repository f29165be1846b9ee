import { PACKAGE_LIMITS } from '../contract/limits.ts'
import { PROJECT_FILE } from '../contract/names.ts'
import type { Finding } from '../finding.ts'
import { checkProject } from './project/check-project.ts'
import { completeSettings } from './project/complete-settings.ts'
import type { ProjectDraft } from './project/project-draft.ts'
import type { ProjectSettings } from './project/project-settings.ts'
import { PROJECT_SHAPE } from './project/project-shape.ts'
import { tooLarge } from './text/decode-toml.ts'
import type { Locate } from './text/locate.ts'
import { readTomlFile, type TextFormat } from './text/read-toml-file.ts'

export interface ProjectReading {
  /** Defaults in place of everything that was absent or could not be read. */
  readonly settings: ProjectSettings
  /** Errors with the rule ids `project/...`. */
  readonly findings: readonly Finding[]
  readonly locate: Locate
}

const FORMAT: TextFormat = {
  area: 'project',
  file: PROJECT_FILE,
  why: 'A setting that is not understood would silently do nothing.',
  shape: PROJECT_SHAPE,
  leniency: 'none',
}

/**
 * Reads `yoi-plugin.toml`. Pure; never throws.
 * @param bytes content of the file; undefined when there is none
 * @source design 3
 */
export function readProjectSettings(bytes: Uint8Array | undefined): ProjectReading {
  if (bytes === undefined) {
    return {
      settings: completeSettings({ grants: null }),
      findings: [],
      locate: () => ({ file: PROJECT_FILE }),
    }
  }
  const { draft, problems, locate } = readTomlFile(bytes, FORMAT)
  const settings = (draft ?? {}) as ProjectDraft
  return {
    settings: completeSettings(settings),
    findings: [
      ...problems,
      ...checkProject(settings).map(
        ({ path, ...words }): Finding => ({ ...words, severity: 'error', at: locate(path) }),
      ),
    ],
    locate,
  }
}

/** The reading of a file of so many bytes that nobody reads it. */
export function settingsTooLarge(byteLength: number): ProjectReading {
  const { problem, message, fix } = tooLarge(byteLength, PACKAGE_LIMITS.manifestBytes)
  const finding: Finding = {
    rule: `project/${problem}`,
    severity: 'error',
    message: `${PROJECT_FILE} ${message}`,
    why: FORMAT.why,
    fix,
    at: { file: PROJECT_FILE },
  }
  return { ...readProjectSettings(undefined), findings: [finding] }
}
