import { PACKAGE_LIMITS } from '../contract/limits.ts'
import { PROJECT_FILE } from '../contract/names.ts'
import type { Finding } from '../finding.ts'
import type { PackageFiles } from '../package/loaded-plugin.ts'
import { readFileInside } from '../package/read-file-inside.io.ts'

/** Files that people write beside the package. Recorded exchanges are none: what they hold is not for a log. */
const WRITTEN = /^cases\/.+\.toml$/

/**
 * The texts of a project that a report shows lines of: `yoi-plugin.toml` and cases. One that cannot be read is left out.
 * @param projectDir absolute
 */
export function readSources(projectDir: string, findings: readonly Finding[]): PackageFiles {
  const files = findings.flatMap(({ at }) =>
    at?.line !== undefined && (at.file === PROJECT_FILE || WRITTEN.test(at.file)) ? [at.file] : [],
  )
  return new Map(
    [...new Set(files)].flatMap(file => {
      const reading = readFileInside(projectDir, file, PACKAGE_LIMITS.manifestBytes)
      return reading.ok ? [[file, reading.bytes] as const] : []
    }),
  )
}
