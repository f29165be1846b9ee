import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import semver from 'semver'
import { describe, expect, test } from 'vitest'

const OLDEST_NODE = '20.19.0'

interface PackageJson {
  readonly engines?: { readonly node?: string }
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly version: string
}

const read = (path: string | URL) => JSON.parse(readFileSync(path, 'utf8')) as PackageJson
const ours = read(new URL('../package.json', import.meta.url))
const all = Object.entries({ ...ours.dependencies, ...ours.devDependencies })

/** The installed package, where Node looks for it. */
function readInstalled(name: string): PackageJson {
  const folders = createRequire(import.meta.url).resolve.paths(`${name}/package.json`) ?? []
  const folder = folders.find(path => existsSync(join(path, name)))
  return read(join(folder!, name, 'package.json'))
}

describe('dependencies', () => {
  test('esbuild is the only one that an install brings', () => {
    expect(Object.keys(ours.dependencies ?? {})).toEqual(['esbuild'])
  })

  test.each(all)('%s is pinned exactly and runs on the oldest Node that we support', (name, range) => {
    const installed = readInstalled(name)
    expect(range).toBe(installed.version)
    expect(semver.satisfies(OLDEST_NODE, installed.engines?.node ?? '*')).toBe(true)
  })

  test('the lock file has an entry for every optional package, or `npm ci` would refuse it', () => {
    const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>
    }
    const wanted = Object.values(lock.packages).flatMap(entry =>
      Object.keys(entry.optionalDependencies ?? {}),
    )
    const missing = wanted.filter(
      name => !Object.keys(lock.packages).some(path => path.endsWith(`node_modules/${name}`)),
    )
    expect(missing).toEqual([])
  })

  test('our own engines admit that Node and nothing older', () => {
    const range = ours.engines?.node ?? ''
    expect(semver.satisfies(OLDEST_NODE, range)).toBe(true)
    expect(semver.satisfies('20.18.3', range)).toBe(false)
  })
})
