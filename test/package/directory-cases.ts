import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HostDiagnosticKind } from '../../src/contract/diagnostics.ts'
import { PACKAGE_LIMITS } from '../../src/contract/limits.ts'
import { makeFifo, makeSparseFile } from '../support/odd-files.ts'

/** One statement about the host's walk over a folder. */
export interface DirectoryCase {
  /** The folder in words; `make` puts it beside a `plugin.toml`. */
  readonly describe: string
  readonly why: string
  readonly make: (folder: string) => void
  /** The kind of the host's diagnostic (phase `discovery`); absent when the host accepts the folder. */
  readonly refused?: HostDiagnosticKind
  /** Paths of the package besides `plugin.toml`, in order. */
  readonly paths?: readonly string[]
}

function put(folder: string, ...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), 'x')
  }
}

function putNamed(folder: string, name: Buffer): void {
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), name]), '')
}

function putEightTimes8Mib(folder: string): void {
  for (const name of '12345678') makeSparseFile(join(folder, name), PACKAGE_LIMITS.fileBytes)
}

function linkTo(target: string): DirectoryCase['make'] {
  return folder => {
    put(folder, 'a/x')
    symlinkSync(target, join(folder, 'a/link'))
  }
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `d${index % 7}/f${index}`)
}

const EVERYTHING = [
  '.env',
  '.git/HEAD',
  'Cargo.toml',
  'a.yoi-plugin',
  'node_modules/x/y.js',
  'src/z.ts',
  'target/t',
]

/** @source host contract 2.4 */
export const directoryCases: readonly DirectoryCase[] = [
  {
    describe: `plugin.toml and ${EVERYTHING.join(', ')}`,
    why: 'There is no ignore list.',
    make: folder => put(folder, ...EVERYTHING),
    paths: EVERYTHING,
  },
  {
    describe: 'an empty folder and an empty folder inside it',
    why: 'Empty folders leave no trace.',
    make: folder => void mkdirSync(join(folder, 'empty/deep'), { recursive: true }),
    paths: [],
  },
  {
    describe: 'files named `...`, `a b<newline>c`, `a~` and `1:x`',
    why: 'Names that the path rule takes.',
    make: folder => put(folder, '...', 'a b\nc', 'a~', '1:x'),
    paths: ['...', '1:x', 'a b\nc', 'a~'],
  },
  {
    describe: 'files named U+10000 and U+FFEE',
    why: 'Paths are ordered by UTF-8 bytes, not by UTF-16 units.',
    make: folder => put(folder, '\u{10000}', '\uffee'),
    paths: ['\uffee', '\u{10000}'],
  },
  {
    describe: 'a named pipe',
    why: 'What is neither a file nor a folder is passed over silently.',
    make: folder => makeFifo(join(folder, 'pipe')),
    paths: [],
  },
  ...(
    [
      ['file', 'x', 'to a file beside it'],
      ['.', 'to the folder that holds it'],
      ['nowhere', 'to nothing'],
      ['/', 'to a folder outside'],
    ] as const
  ).map(
    ([target, words]): DirectoryCase => ({
      describe: `a symbolic link in a subfolder, ${words}`,
      why: 'Links below the root are refused wherever they point.',
      make: linkTo(target),
      refused: 'traversal',
    }),
  ),
  ...(
    [
      [Buffer.from('caf\xe9', 'latin1'), 'whose name is not UTF-8'],
      [Buffer.from('a\\b'), 'named `a\\b`'],
      [Buffer.from('~a'), 'named `~a`'],
      [Buffer.from('c:x'), 'named `c:x`'],
    ] as const
  ).map(
    ([name, words]): DirectoryCase => ({
      describe: `a file ${words}`,
      why: 'Relative paths must be UTF-8 and pass the path rule.',
      make: folder => putNamed(folder, name),
      refused: 'traversal',
    }),
  ),
  {
    describe: 'a file of exactly 8,388,608 bytes',
    why: 'The limit is inclusive.',
    make: folder => makeSparseFile(join(folder, 'big'), PACKAGE_LIMITS.fileBytes),
    paths: ['big'],
  },
  {
    describe: 'a file of 8,388,609 bytes',
    why: 'One byte above the limit.',
    make: folder => makeSparseFile(join(folder, 'big'), PACKAGE_LIMITS.fileBytes + 1),
    refused: 'bounds',
  },
  {
    describe: 'plugin.toml and 511 further files in subfolders',
    why: 'The limit is inclusive.',
    make: folder => put(folder, ...numbered(511)),
  },
  {
    describe: 'plugin.toml and 512 further files in subfolders',
    why: 'One file above the limit.',
    make: folder => put(folder, ...numbered(512)),
    refused: 'bounds',
  },
  {
    describe: 'an empty plugin.toml and eight files of 8 MiB',
    why: 'Together exactly 67,108,864 bytes.',
    make: putEightTimes8Mib,
  },
  {
    describe: 'an empty plugin.toml, eight files of 8 MiB and one of a byte',
    why: 'Together one byte more than 67,108,864.',
    make: folder => {
      putEightTimes8Mib(folder)
      put(folder, '9')
    },
    refused: 'bounds',
  },
  {
    describe: 'a file `B` of 8,388,609 bytes and a symbolic link `a`',
    why: 'Entries are visited in byte order, and the first problem ends the walk.',
    make: folder => {
      makeSparseFile(join(folder, 'B'), PACKAGE_LIMITS.fileBytes + 1)
      symlinkSync('x', join(folder, 'a'))
    },
    refused: 'bounds',
  },
  {
    describe: 'a folder `a` holding a symbolic link, and a file `a.txt` of 8,388,609 bytes',
    why: 'A folder is walked before the next entry beside it.',
    make: folder => {
      linkTo('x')(folder)
      makeSparseFile(join(folder, 'a.txt'), PACKAGE_LIMITS.fileBytes + 1)
    },
    refused: 'traversal',
  },
  {
    describe: 'a file named `~a` of 8,388,609 bytes',
    why: 'The size is judged before the path.',
    make: folder => makeSparseFile(join(folder, '~a'), PACKAGE_LIMITS.fileBytes + 1),
    refused: 'bounds',
  },
]
