import { dirname } from 'node:path'
import type { Finding } from '../../finding.ts'
import { escapeText, quote } from '../../quote.ts'
import type { CargoMetadata, CargoPackage } from './cargo-metadata.ts'

const LIBRARY_KIND = /lib$|^proc-macro$/

export type ChosenPackage =
  | { readonly ok: true; readonly package: CargoPackage }
  | { readonly ok: false; readonly finding: Finding }

/**
 * The package that is the plugin: the one that `build.cargo.package` names, else the one whose Cargo.toml lies in the project
 * folder or was named, else the only one of the workspace with a cdylib.
 * @param projectDir absolute, as cargo spells paths
 */
export function choosePackage(
  metadata: CargoMetadata,
  wanted: string | null,
  projectDir: string,
): ChosenPackage {
  const members = metadata.packages.filter(({ id }) => metadata.workspace_members.includes(id))
  const found = wanted === null ? defaultMember(metadata, members, projectDir) : byName(members, wanted)
  if (!found) return { ok: false, finding: noPackage(members, wanted) }
  return isLibrary(found) ? { ok: true, package: found } : { ok: false, finding: notCdylib(found) }
}

function byName(members: readonly CargoPackage[], wanted: string): CargoPackage | undefined {
  return members.find(({ name }) => name === wanted)
}

function defaultMember(
  { resolve }: CargoMetadata,
  members: readonly CargoPackage[],
  projectDir: string,
): CargoPackage | undefined {
  const libraries = members.filter(isLibrary)
  return (
    members.find(({ id }) => id === resolve.root) ??
    members.find(({ manifest_path }) => dirname(manifest_path) === projectDir) ??
    (libraries.length === 1 ? libraries[0] : undefined)
  )
}

function isLibrary({ targets }: CargoPackage): boolean {
  return targets.some(({ crate_types }) => crate_types.includes('cdylib'))
}

function noPackage(members: readonly CargoPackage[], wanted: string | null): Finding {
  const names = members.map(({ name }) => quote(name)).join(', ')
  return {
    rule: 'build/cargo-package-unknown',
    severity: 'error',
    message:
      wanted === null
        ? `The workspace has several packages and none is named: ${names}.`
        : `The workspace has no package ${quote(wanted)}; it has ${names}.`,
    why: 'One package becomes the component.',
    fix: 'Set package = "..." under [build.cargo] in yoi-plugin.toml.',
    at: { file: 'yoi-plugin.toml' },
  }
}

function notCdylib({ name, targets }: CargoPackage): Finding {
  const found = targets.find(({ kind }) => kind.some(word => LIBRARY_KIND.test(word)))
  return {
    rule: 'build/not-cdylib',
    severity: 'error',
    message: found
      ? `The crate type of ${quote(name)} is ${escapeText(found.crate_types.join(', '))}, and a plugin needs cdylib.`
      : `The package ${quote(name)} has no library, and a plugin is one.`,
    why: 'Only a cdylib becomes a WebAssembly module with exports.',
    fix: 'Write crate-type = ["cdylib"] under [lib] in Cargo.toml, and the code in src/lib.rs.',
    at: { file: 'Cargo.toml' },
  }
}
