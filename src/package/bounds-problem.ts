import type { PackageLimits } from '../contract/limits.ts'
import { MANIFEST_FILE } from '../contract/names.ts'
import type { Finding } from '../finding.ts'
import { quote } from '../quote.ts'
import { refusal } from './package-problem.ts'

const WHOLE_PACKAGE = 'Yoi refuses the whole package.'
const PACK_LESS = 'Pack only what the plugin needs: narrow `[pack] include` in yoi-plugin.toml'

/** The refusal of an archive by its size alone, so that nobody needs to read it. @source host contract 2.1 */
export function archiveTooLarge(byteLength: number, limits: PackageLimits): Finding {
  return refusal('bounds', 'package/archive-too-large', {
    what: `The archive has ${byteLength} bytes; Yoi reads at most ${limits.packageBytes}.`,
    why: 'Yoi refuses the package without reading it.',
    fix: `${PACK_LESS}, or build a smaller component.`,
  })
}

/** @source host contract 2.1 */
export function tooManyFiles(count: number, limits: PackageLimits): Finding {
  return refusal('bounds', 'package/too-many-files', {
    what: `The package has ${count} files; Yoi reads at most ${limits.entries}.`,
    why: WHOLE_PACKAGE,
    fix: `${PACK_LESS}.`,
  })
}

/** Of the manifest the smaller bound is named, by which it would be refused next. @source host contract 1.1, 2.1 */
export function fileTooLarge(path: string, byteLength: number, limits: PackageLimits): Finding {
  const limit =
    path === MANIFEST_FILE
      ? `a manifest of at most ${limits.manifestBytes}`
      : `files of at most ${limits.fileBytes}`
  return refusal('bounds', 'package/file-too-large', {
    what: `${quote(path)} has ${byteLength} bytes; Yoi reads ${limit}.`,
    why: WHOLE_PACKAGE,
    fix: shrinkingOf(path, limits),
    file: path,
  })
}

function shrinkingOf(path: string, { manifestBytes }: PackageLimits): string {
  if (path === MANIFEST_FILE) return `Shorten it to ${manifestBytes} bytes.`
  return path.endsWith('.wasm')
    ? 'Build with the engine "quickjs" or in Rust, and drop what the plugin does not use.'
    : 'Leave the file out, or make it smaller.'
}

/** @source host contract 2.1 */
export function totalTooLarge(path: string, totalBytes: number, limits: PackageLimits): Finding {
  return refusal('bounds', 'package/total-too-large', {
    what: `The files up to ${quote(path)} have ${totalBytes} bytes together; Yoi reads at most ${limits.totalBytes}.`,
    why: WHOLE_PACKAGE,
    fix: `${PACK_LESS}.`,
  })
}
