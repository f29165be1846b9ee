import { PACKAGE_LIMITS } from '../contract/limits.ts'
import { PROJECT_FILE } from '../contract/names.ts'
import {
  type ProjectReading,
  readProjectSettings,
  settingsTooLarge,
} from '../manifest/read-project-settings.ts'
import { explainFileProblem } from './file-problem.ts'
import { readFileInside } from './read-file-inside.io.ts'

/** Reads `yoi-plugin.toml` of a project folder; without one, every setting has its default. @source design 3 */
export function readSettings(projectDirectory: string): ProjectReading {
  const file = readFileInside(projectDirectory, PROJECT_FILE, PACKAGE_LIMITS.manifestBytes)
  if (file.ok) return readProjectSettings(file.bytes)
  if (file.problem.kind === 'too-large') return settingsTooLarge(file.problem.byteLength)
  const reading = readProjectSettings(undefined)
  if (file.problem.kind === 'missing') return reading
  // The host never sees this file, so it has no opinion of it.
  const { host: _, ...finding } = explainFileProblem(PROJECT_FILE, file.problem, PACKAGE_LIMITS)
  return { ...reading, findings: [finding] }
}
