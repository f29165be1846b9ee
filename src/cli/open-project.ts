import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { PACKAGE_LIMITS } from '../contract/limits.ts'
import { MANIFEST_FILE } from '../contract/names.ts'
import { UserError } from '../errors.ts'
import type { Finding } from '../finding.ts'
import type { ExactJson } from '../manifest/exact-json.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { ProjectSettings } from '../manifest/project/project-settings.ts'
import { readManifest } from '../manifest/read-manifest.ts'
import { explainFileProblem } from '../package/file-problem.ts'
import { manifestFinding } from '../package/load-plugin.ts'
import { readFileInside } from '../package/read-file-inside.io.ts'
import { readSettings } from '../package/read-settings.io.ts'
import { statPath } from '../package/stat-path.io.ts'
import { quote } from '../quote.ts'

/** A project folder on the way to its component. */
export interface Project {
  /** Absolute, without links. */
  readonly directory: string
  /** Absent when a finding says that the host would refuse the manifest. */
  readonly manifest?: Manifest
  /** Bytes of plugin.toml; empty when a finding says that it cannot be read. */
  readonly manifestBytes: Uint8Array
  /** Exact `input_schema` of each tool of the manifest. */
  readonly toolSchemas: readonly ExactJson[]
  readonly settings: ProjectSettings
  /** Errors that make building pointless; files that a build makes are not missed. */
  readonly findings: readonly Finding[]
}

/** Rules about files that need not be there before a build. */
const NOT_YET = ['manifest/component-not-in-package', 'manifest/hook-file-not-in-package']

/**
 * Reads what a build needs to know of a project: `plugin.toml` and `yoi-plugin.toml`. Runs nothing.
 * @param typed the folder as the user gave it
 * @throws UserError when there is no such folder, or no manifest in it
 */
export function openProject(cwd: string, typed: string): Project {
  const directory = findProjectFolder(cwd, typed)
  const { settings, findings: settingsFindings } = readSettings(directory)
  const file = readFileInside(directory, MANIFEST_FILE, PACKAGE_LIMITS.fileBytes)
  if (!file.ok) {
    if (file.problem.kind === 'missing') throw notAProject(typed)
    const finding = explainFileProblem(MANIFEST_FILE, file.problem, PACKAGE_LIMITS)
    const nothing = { manifestBytes: new Uint8Array(), toolSchemas: [] }
    return { directory, settings, ...nothing, findings: [finding, ...settingsFindings] }
  }
  const { manifest, problems, toolSchemas } = readManifest(file.bytes, new Set())
  const errors = problems.filter(({ severity, rule }) => severity === 'error' && !NOT_YET.includes(rule))
  const findings = [...errors.map(manifestFinding), ...settingsFindings]
  return {
    directory,
    settings,
    manifestBytes: file.bytes,
    toolSchemas,
    findings,
    ...(manifest && errors.length === 0 ? { manifest } : {}),
  }
}

/**
 * The absolute path of a project folder, without links.
 * @throws UserError when there is no such folder
 */
export function findProjectFolder(cwd: string, typed: string): string {
  const path = resolve(cwd, typed)
  const stats = statPath(path)
  if (stats?.isDirectory()) return realpathSync(path)
  throw new UserError(
    'project-missing',
    stats ? `${quote(typed)} is a file, not a project folder.` : `There is no folder ${quote(typed)}.`,
    'Name a folder with a plugin.toml, or write one with `yoi-plugin new`.',
  )
}

function notAProject(typed: string): UserError {
  return new UserError(
    'not-a-project',
    `The folder ${quote(typed)} has no ${MANIFEST_FILE}, so it is no plugin project.`,
    'Go to the project folder or name it, or write a project with `yoi-plugin new`.',
  )
}
