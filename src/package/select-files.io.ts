import { isUtf8 } from 'node:buffer'
import { type Dirent, readdirSync } from 'node:fs'
import { MANIFEST_FILE } from '../contract/names.ts'
import type { Finding } from '../finding.ts'
import type { NamedFiles } from '../manifest/named-files.ts'
import { checkPackagePath } from '../manifest/package-path.ts'
import { unreadable } from './file-problem.ts'
import { findIncluded } from './find-included.io.ts'
import { isNeverPacked } from './include-pattern.ts'
import { symbolicLink, unsafePath } from './path-problem.ts'
import { osReason } from './read-file.io.ts'

/** Files that tell people about a package; they are packed when they stand in the project folder. @source design 3 */
const DOCUMENT_NAME = /^(readme|licen[cs]e|notice|changelog)/i

export interface Selection {
  /** Paths to read; whether a file stands there shows when it is read. */
  readonly paths: ReadonlySet<string>
  /** Paths that belong to the package but cannot be taken; the findings say why. */
  readonly refused: ReadonlySet<string>
  readonly findings: readonly Finding[]
}

/**
 * The pack selection: the files of a project folder that would be its package.
 * @param named what plugin.toml names, as far as it could be read
 * @source design 3
 */
export function selectFiles(root: string, named: NamedFiles, include: readonly string[]): Selection {
  const documents = findDocuments(root)
  const included = findIncluded(root, include)
  const paths = [...(named.component === undefined ? [] : [named.component]), ...named.hooks]
  return {
    paths: new Set([
      MANIFEST_FILE,
      ...paths.filter(path => !checkPackagePath(path)),
      ...documents.paths,
      ...included.paths,
    ]),
    refused: documents.refused,
    findings: [...documents.findings, ...included.findings],
  }
}

function findDocuments(root: string): Selection {
  const paths = new Set<string>()
  const refused = new Set<string>()
  const findings: Finding[] = []
  for (const entry of readRoot(root, findings)) {
    const name = entry.name.toString('utf8')
    if (!DOCUMENT_NAME.test(name) || isNeverPacked(name)) continue
    const isUsable = isUtf8(entry.name) && !checkPackagePath(name)
    if (entry.isFile() && isUsable) paths.add(name)
    else if (entry.isFile() || entry.isSymbolicLink()) {
      refused.add(name)
      findings.push(entry.isFile() ? unsafePath(name) : symbolicLink(name))
    }
  }
  return { paths, refused, findings }
}

function readRoot(root: string, findings: Finding[]): Dirent<Buffer>[] {
  try {
    return readdirSync(root, { withFileTypes: true, encoding: 'buffer' })
  } catch (error) {
    findings.push(unreadable('.', osReason(error)))
    return []
  }
}
