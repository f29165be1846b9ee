import { execFileSync } from 'node:child_process'
import { mkdirSync, realpathSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { discoverPackages } from '../../src/package/discover-packages.io.ts'
import type { StoreLocation } from '../../src/package/store-locations.ts'
import { packedPlugin } from '../support/packed-plugin.ts'
import { readTree } from '../support/run-cli.ts'
import { useTemporaryFolders } from '../support/temporary-folder.ts'

const makeFolder = useTemporaryFolders()

const storeAt = (path: string, source: StoreLocation['source'] = 'project'): StoreLocation => ({
  source,
  path,
  readBy: 'both',
})

function discover(files: Readonly<Record<string, string | Uint8Array>>, prepare?: (folder: string) => void) {
  const folder = makeFolder(files)
  prepare?.(folder)
  const { packages, diagnostics } = discoverPackages([storeAt(folder)])
  return {
    found: packages.map(({ label, identity }) => `${label} ${identity.source}:${identity.localId}`),
    refused: diagnostics.map(({ kind, phase, package: label }) => `${label} ${kind}/${phase}`),
  }
}

describe('discoverPackages', () => {
  test('a store that does not exist is silent', () => {
    expect(discoverPackages([storeAt(join(makeFolder(), 'none'))])).toEqual({ packages: [], diagnostics: [] })
  })

  test('a store that is a file is one io diagnostic', () => {
    const folder = makeFolder({ store: 'x' })
    const { diagnostics } = discoverPackages([storeAt(join(folder, 'store'), 'user')])
    expect(diagnostics).toMatchObject([{ kind: 'io', phase: 'discovery', source: 'user', package: null }])
    expect(JSON.stringify(diagnostics)).not.toContain(folder)
  })

  test('takes only files with exactly the extension, at the top of the store', () => {
    const bytes = packedPlugin()
    const { found, refused } = discover({
      'anything at all.yoi-plugin': bytes,
      '.yoi-plugin': bytes,
      'b.YOI-PLUGIN': bytes,
      'c.yoi-plugin.bak': bytes,
      'yoi-plugin': bytes,
      'sub/d.yoi-plugin': bytes,
    })
    expect(found).toEqual(['anything at all.yoi-plugin project:acme.echo'])
    expect(refused).toEqual([])
  })

  test('a broken package costs only itself', () => {
    const { found, refused } = discover(
      {
        'a.yoi-plugin': 'not a zip',
        'b.yoi-plugin': packedPlugin(),
        'c.yoi-plugin': packedPlugin({ version: ' ' }),
      },
      folder => mkdirSync(join(folder, 'd.yoi-plugin')),
    )
    expect(found).toEqual(['b.yoi-plugin project:acme.echo'])
    expect(refused).toEqual([
      'a.yoi-plugin malformed/discovery',
      'c.yoi-plugin malformed/manifest',
      'd.yoi-plugin malformed/discovery',
    ])
  })

  test('a package of more than 16 MiB is not read, however sparse', () => {
    const { refused } = discover({ 'a.yoi-plugin': '' }, folder =>
      truncateSync(join(folder, 'a.yoi-plugin'), 16 * 1024 * 1024 + 1),
    )
    expect(refused).toEqual(['a.yoi-plugin bounds/discovery'])
  })

  test('a named pipe is refused without waiting for a writer', () => {
    const { refused } = discover({}, folder => execFileSync('mkfifo', [join(folder, 'a.yoi-plugin')]))
    expect(refused).toEqual(['a.yoi-plugin malformed/discovery'])
  })

  test('a link inside the store is followed, one that leads out is not, one to nothing is io', () => {
    const outside = makeFolder({ 'x.yoi-plugin': packedPlugin({ id: 'acme.outside' }) })
    const { found, refused } = discover({ target: packedPlugin() }, folder => {
      symlinkSync('target', join(folder, 'a.yoi-plugin'))
      symlinkSync(join(outside, 'x.yoi-plugin'), join(folder, 'b.yoi-plugin'))
      symlinkSync('nowhere', join(folder, 'c.yoi-plugin'))
    })
    expect(found).toEqual(['a.yoi-plugin project:acme.echo'])
    expect(refused).toEqual(['b.yoi-plugin traversal/discovery', 'c.yoi-plugin io/discovery'])
  })

  test('reads the first 128 in byte order and says that there are more', () => {
    const bytes = packedPlugin()
    const names = Array.from({ length: 129 }, (_, index) => `p${String(index).padStart(3, '0')}.yoi-plugin`)
    const folder = makeFolder(Object.fromEntries(names.map(name => [name, bytes])))
    const { packages, diagnostics } = discoverPackages([storeAt(folder)])
    expect(packages).toHaveLength(128)
    expect(packages.at(-1)?.label).toBe('p127.yoi-plugin')
    expect(diagnostics.map(({ kind }) => kind)).toEqual(['bounds', 'duplicate'])
  })

  test('one diagnostic per identity that occurs twice; every copy stays', () => {
    const { found, refused } = discover({
      'b.yoi-plugin': packedPlugin(),
      'a.yoi-plugin': packedPlugin({ version: '0.2.0' }),
      'c.yoi-plugin': packedPlugin({ id: 'acme.other' }),
    })
    expect(found).toHaveLength(3)
    expect(refused).toEqual(['null duplicate/discovery'])
  })

  test('the same id in two stores is no duplicate; packages are sorted by source and id', () => {
    const project = makeFolder({ 'a.yoi-plugin': packedPlugin() })
    const user = makeFolder({ 'z.yoi-plugin': packedPlugin({ id: 'zeta' }), 'b.yoi-plugin': packedPlugin() })
    const { packages, diagnostics } = discoverPackages([storeAt(user, 'user'), storeAt(project)])
    expect(packages.map(({ identity }) => `${identity.source}:${identity.localId}`)).toEqual([
      'user:acme.echo',
      'user:zeta',
      'project:acme.echo',
    ])
    expect(diagnostics).toEqual([])
  })

  test('of the two user stores, the second is seen only where the first has nothing of that id', () => {
    const first = makeFolder({ 'a.yoi-plugin': packedPlugin() })
    const second = makeFolder({
      'a.yoi-plugin': packedPlugin({ version: '9' }),
      'b.yoi-plugin': packedPlugin({ id: 'acme.only' }),
    })
    const { packages, diagnostics } = discoverPackages([storeAt(first, 'user'), storeAt(second, 'user')])
    expect(packages.map(({ identity, version }) => `${identity.localId} ${version}`)).toEqual([
      'acme.echo 0.1.0',
      'acme.only 0.1.0',
    ])
    expect(diagnostics).toEqual([])
  })

  test('keeps the path, the digest and the entries of a package, and changes nothing in the store', () => {
    const folder = realpathSync(
      makeFolder({ 'a.yoi-plugin': packedPlugin({ files: { 'README.md': 'hi' } }) }),
    )
    const before = readTree(folder)
    const [found] = discoverPackages([storeAt(folder)]).packages
    expect(found).toMatchObject({
      path: join(folder, 'a.yoi-plugin'),
      entries: ['README.md', 'plugin.toml'],
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    })
    expect(readTree(folder)).toEqual(before)
  })

  test('a name that is not UTF-8 is read under the name that the host gives it', () => {
    const folder = makeFolder()
    writeFileSync(
      Buffer.concat([Buffer.from(`${folder}/`), Buffer.of(0xff), Buffer.from('.yoi-plugin')]),
      packedPlugin(),
    )
    expect(discoverPackages([storeAt(folder)]).packages).toMatchObject([{ label: '<plugin-package>' }])
  })
})
