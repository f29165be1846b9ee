import { realpathSync } from 'node:fs'
import type { PackageLimits } from '../contract/limits.ts'
import { MANIFEST_FILE } from '../contract/names.ts'
import type { Finding } from '../finding.ts'
import type { NamedFiles } from '../manifest/named-files.ts'
import { readManifest } from '../manifest/read-manifest.ts'
import { fileTooLarge, tooManyFiles, totalTooLarge } from './bounds-problem.ts'
import { readBuildState } from './build-record.io.ts'
import { comparePaths, sortByPath } from './compare-paths.ts'
import { componentReadBytes } from './component-read-bytes.ts'
import { explainFileProblem } from './file-problem.ts'
import type { PackageReading } from './package-reading.ts'
import { readFileInside } from './read-file-inside.io.ts'
import { ownWit, projectWit } from './read-wit.io.ts'
import { selectFiles } from './select-files.io.ts'
import { changedWit } from './wit-problem.ts'

interface Collection {
  readonly root: string
  readonly limits: PackageLimits
  readonly files: Map<string, Uint8Array>
  readonly unread: Set<string>
  readonly findings: Finding[]
  totalBytes: number
}

/** Reads the pack selection of a project folder and what its last build left behind. @source design 3 */
export function readProject(
  path: string,
  include: readonly string[],
  limits: PackageLimits,
): Omit<PackageReading, 'inputKind' | 'inputPath'> {
  const root = realpathSync(path)
  const collection: Collection = {
    root,
    limits,
    files: new Map(),
    unread: new Set<string>(),
    findings: [],
    totalBytes: 0,
  }
  collect(collection, MANIFEST_FILE, limits.fileBytes)
  const { namedFiles } = readManifest(collection.files.get(MANIFEST_FILE), new Set())
  collectSelection(collection, namedFiles, include)
  const wit = projectWit(root)
  if (wit.size > 0) collection.findings.push(...changedWit(ownWit(), wit))
  const build = readBuildState(root)
  const { files, unread } = collection
  const findings = orderFindings(collection.findings)
  const isWhole = findings.every(finding => finding.severity !== 'error')
  return { files: sortByPath(files), isWhole, unread, findings, ...(build ? { build } : {}) }
}

function collectSelection(collection: Collection, named: NamedFiles, include: readonly string[]): void {
  const { limits, findings, unread, files } = collection
  const selection = selectFiles(collection.root, named, include)
  findings.push(...selection.findings)
  for (const path of selection.refused) unread.add(path)
  for (const path of [...selection.paths].filter(path => !unread.has(path)).sort(comparePaths)) {
    if (path !== MANIFEST_FILE)
      collect(collection, path, path === named.component ? componentReadBytes(limits) : limits.fileBytes)
    if (collection.totalBytes > limits.totalBytes)
      findings.push(totalTooLarge(path, collection.totalBytes, limits))
    else if (files.size > limits.entries) findings.push(tooManyFiles(selection.paths.size, limits))
    else continue
    return
  }
}

/** Takes one file. One that is not there is left to the reader of the manifest, which knows who asked for it. */
function collect(collection: Collection, path: string, readBytes: number): void {
  const { limits, findings } = collection
  const file = readFileInside(collection.root, path, readBytes)
  if (file.ok) {
    collection.files.set(path, file.bytes)
    collection.totalBytes += file.bytes.byteLength
    if (file.bytes.byteLength > limits.fileBytes)
      findings.push(fileTooLarge(path, file.bytes.byteLength, limits))
  } else if (file.problem.kind !== 'missing') {
    collection.unread.add(path)
    findings.push(explainFileProblem(path, file.problem, limits))
  }
}

/** By path, each problem of a path once: two patterns, or a pattern and the manifest, may name the same link. */
function orderFindings(findings: readonly Finding[]): Finding[] {
  const byProblem = new Map(findings.map(finding => [`${finding.rule}\0${finding.message}`, finding]))
  return [...byProblem.values()].sort((left, right) =>
    comparePaths(left.at?.file ?? '', right.at?.file ?? ''),
  )
}
