import { unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../errors.ts'
import { formatIdentity } from '../grants/identity.ts'
import { quote } from '../quote.ts'
import { discoverPackages } from './discover-packages.io.ts'
import type { DiscoveredPackage } from './discovered-package.ts'
import { packageFileName } from './pack-plugin.ts'
import type { StoreLocation } from './store-locations.ts'
import { writeFileAtomically } from './write-file.io.ts'

export interface Installation {
  /** Absolute path of the package in its store. */
  readonly path: string
  /** Name of the package file in its store. */
  readonly label: string
  /** The store held these very contents already; nothing was written. */
  readonly wasThere: boolean
  /** Names of other versions that were removed. */
  readonly removed: readonly string[]
}

export interface InstallOptions {
  /** Workspace that a project store must not lead out of; absent for the user store. */
  readonly workspace?: string
  /** Take the place of other versions of the same package. */
  readonly replaces: boolean
}

/**
 * Puts a package into a store, whole or not at all. Two files with one id would make the id unusable (contract 4.4), so
 * another version is refused unless it is to be replaced.
 * @param found read from `bytes`, which the host accepts
 * @throws UserError `already-installed` and those of `writeFileAtomically`; the store is then unchanged
 */
export function installPackage(
  bytes: Uint8Array,
  found: DiscoveredPackage,
  store: StoreLocation,
  { workspace, replaces }: InstallOptions,
): Installation {
  const id = formatIdentity(found.identity)
  const copies = discoverPackages([store]).packages.filter(copy => formatIdentity(copy.identity) === id)
  const same = copies.find(copy => copy.digest === found.digest)
  const others = copies.filter(copy => copy !== same).map(copy => copy.label)
  if (others.length > 0 && !replaces) throw alreadyInstalled(id, others)
  const label = same?.label ?? packageFileName(found.manifest.id, found.version)
  if (!same) {
    const replace = others.includes(label) ? 'package' : 'nothing'
    if (workspace === undefined)
      writeFileAtomically(join(store.path, label), bytes, { replace, shownAs: label })
    else writeFileAtomically(`.yoi/plugins/${label}`, bytes, { inside: workspace, replace })
  }
  const removed = others.filter(other => other !== label)
  for (const other of removed) unlinkSync(join(store.path, other))
  return { path: join(store.path, label), label, wasThere: same !== undefined, removed }
}

function alreadyInstalled(id: string, labels: readonly string[]): UserError {
  const files = labels.map(label => quote(label)).join(', ')
  return new UserError(
    'already-installed',
    `The store holds ${quote(id)} already, in ${files}; two files with one id cannot be enabled.`,
    'Add --replace to put this package in its place.',
  )
}
