import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

/** What each folder of src/ may import. A new arrow is a design change: say why in its commit. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  wasm: [],
  manifest: ['contract'],
  component: ['contract', 'wasm'],
  grants: ['contract', 'manifest', 'component'],
  package: ['contract', 'wasm', 'manifest', 'component', 'grants'],
  host: ['contract', 'wasm', 'manifest', 'component', 'grants', 'package'],
  check: ['contract', 'wasm', 'manifest', 'component', 'grants', 'package'],
  exercise: ['contract', 'wasm', 'manifest', 'component', 'grants', 'package', 'host', 'check'],
  toolchains: ['contract', 'wasm', 'manifest', 'component'],
  templates: ['contract'],
  pdk: ['contract'],
  testing: ['contract', 'manifest', 'component', 'grants', 'package', 'host', 'check', 'exercise'],
  cli: [
    'contract',
    'wasm',
    'manifest',
    'component',
    'grants',
    'package',
    'host',
    'check',
    'exercise',
    'toolchains',
    'templates',
    'testing',
  ],
}

/** Files directly in src/ that any folder but pdk may import. */
const SHARED_FILES = [
  'errors.ts',
  'quote.ts',
  'shell-word.ts',
  'finding.ts',
  'assets.io.ts',
  'make-folders.io.ts',
  'temporary-folder.io.ts',
]

/** Folders that are I/O by nature: their files need no `.io.ts` suffix. */
const IO_FOLDERS = ['cli', 'toolchains', 'testing']

const IO_MODULES =
  /^node:(fs|fs\/promises|child_process|net|http|https|dns|dgram|tls|worker_threads|timers|os)$/

const MAX_LINES = 250
const BANNED_NAMES = /util|helper|common|misc|manager/i

const root = fileURLToPath(new URL('../src', import.meta.url))

interface SourceFile {
  readonly path: string
  readonly folder: string
  readonly text: string
  readonly imports: readonly string[]
}

const files = readSources(root)

describe('layers', () => {
  test.each(files.map(file => [file.path, file] as const))(
    '%s imports only what stands left of it',
    (_, file) => {
      for (const specifier of file.imports.filter(name => name.startsWith('.'))) {
        const target = relative(root, resolve(root, dirname(file.path), specifier))
          .split(sep)
          .join('/')
        const targetFolder = folderOf(target)
        const isAllowed =
          targetFolder === file.folder ||
          file.folder === '' ||
          (targetFolder === ''
            ? SHARED_FILES.includes(target) && file.folder !== 'pdk'
            : ARROWS[file.folder]?.includes(targetFolder))
        expect(isAllowed, `${file.path} imports ${target}`).toBe(true)
      }
    },
  )

  test('every folder of src has a row in the table', () => {
    expect(
      [...new Set(files.map(file => file.folder))].filter(folder => folder !== '' && !ARROWS[folder]),
    ).toEqual([])
  })

  test('only *.io.ts and *.child.ts touch disk, network, processes or time', () => {
    const offenders = files
      .filter(file => !IO_FOLDERS.includes(file.folder) && !/\.(io|child)\.ts$/.test(file.path))
      .filter(
        file =>
          file.imports.some(name => IO_MODULES.test(name)) ||
          /\b(Date\.now|setTimeout|setInterval|performance\.now)\(/.test(file.text),
      )
    expect(offenders.map(file => file.path)).toEqual([])
  })

  test('*.child.ts is imported by no file of the parent process', () => {
    const offenders = files.filter(
      file => !file.path.endsWith('.child.ts') && file.imports.some(name => name.endsWith('.child.ts')),
    )
    expect(offenders.map(file => file.path)).toEqual([])
  })

  test('no default exports, no barrels, no import cycles between files', () => {
    expect(files.filter(file => /^export default /m.test(file.text)).map(file => file.path)).toEqual([])
    const barrels = files.filter(file => /(^|\/)index\.ts$/.test(file.path)).map(file => file.path)
    expect(barrels.filter(path => !['index.ts', 'pdk/index.ts', 'testing/index.ts'].includes(path))).toEqual(
      [],
    )
    expect(findCycle(files)).toEqual([])
  })

  test('no file is longer than the limit and no name is a drawer', () => {
    expect(files.filter(file => file.text.split('\n').length - 1 > MAX_LINES).map(file => file.path)).toEqual(
      [],
    )
    expect(files.filter(file => BANNED_NAMES.test(file.path)).map(file => file.path)).toEqual([])
  })
})

function readSources(directory: string): SourceFile[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
    .map(entry => {
      const path = relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/')
      const text = readFileSync(join(directory, path), 'utf8')
      return { path, folder: folderOf(path), text, imports: importsOf(text) }
    })
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : ''
}

function importsOf(text: string): string[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s*['"]([^'"]+)['"]/g
  return [...text.matchAll(pattern)].map(match => (match[1] ?? match[2] ?? match[3]) as string)
}

/** Follows runtime imports only: a type-only import leaves nothing behind. */
function findCycle(sources: readonly SourceFile[]): string[] {
  const edges = new Map(sources.map(file => [file.path, runtimeImports(file)]))
  const done = new Set<string>()
  const walk = (path: string, trail: string[]): string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path]
    if (done.has(path)) return []
    for (const next of edges.get(path) ?? []) {
      const cycle = walk(next, [...trail, path])
      if (cycle.length > 0) return cycle
    }
    done.add(path)
    return []
  }
  for (const file of sources) {
    const cycle = walk(file.path, [])
    if (cycle.length > 0) return cycle
  }
  return []
}

function runtimeImports(file: SourceFile): string[] {
  const withoutTypes = file.text.replace(
    /(?:^|\n)\s*(?:import|export) type [^'"]*?from\s*['"][^'"]+['"]/g,
    '',
  )
  const lazy = /import\(\s*['"][^'"]+['"]\s*\)/g
  return importsOf(withoutTypes.replace(lazy, ''))
    .filter(name => name.startsWith('.'))
    .map(name =>
      relative(root, resolve(root, dirname(file.path), name))
        .split(sep)
        .join('/'),
    )
}
