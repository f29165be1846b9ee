import type { Finding } from '../finding.ts'
import { quote } from '../quote.ts'
import { refusal } from './package-problem.ts'

/** A file whose path the host would refuse. @source host contract 1.4 */
export function unsafePath(path: string): Finding {
  return refusal('traversal', 'package/unsafe-path', {
    what: `The path ${quote(path)} cannot stand in a package.`,
    why: 'Yoi refuses paths that are absolute, contain NUL or a backslash, or have an empty, `.` or `..` part.',
    fix: 'Rename the file.',
    file: path,
  })
}

/** A link where a file belongs; neither we nor the host follow it. @source host contract 2.4, design 3 */
export function symbolicLink(path: string): Finding {
  return refusal('traversal', 'package/symlink', {
    what: `${quote(path)} is a symbolic link.`,
    why: 'A link can point outside the package, so Yoi refuses it wherever it points.',
    fix: 'Put the file itself in its place.',
    file: path,
  })
}
