import { mapOffset } from '../../component/map-position.ts'
import type { Finding, Place } from '../../finding.ts'
import { quote } from '../../quote.ts'
import { type Advice, absentGlobals } from './absent-globals.ts'
import type { PluginCode } from './compiled-plugin.ts'
import { describeChain, importChain, packageNameOf } from './import-chain.ts'
import { findGlobalUses, type GlobalUse } from './script/find-global-uses.ts'

/**
 * Uses of what a component does not have: an error in the project's own code; a warning in a package, once for each name, because the code
 * of a package may never run. @source host contract 6.2
 */
export function absentGlobalFindings(
  { entry, bundle, analysis }: Pick<PluginCode, 'entry' | 'bundle' | 'analysis'>,
  hasWebApis: boolean,
): Finding[] {
  if (analysis === undefined) return []
  const absent = absentGlobals(hasWebApis)
  const isWanted = (name: string) => absent.has(name)
  const seen = new Set<string>()
  return findGlobalUses(analysis, { isWanted, countsGuarded: false }).flatMap(use => {
    const at = mapOffset(bundle.code, bundle.sourceMap, use.offset)
    if (at === undefined) return []
    const packageName = packageNameOf(at.file)
    const key =
      packageName === undefined ? `${at.file}:${at.line}:${at.column}` : `${packageName} ${use.name}`
    if (seen.size === seen.add(key).size) return []
    if (packageName === undefined) return [inProject(use, absent.get(use.name)!, at)]
    return [
      inPackage(use, absent.get(use.name)!, {
        packageName,
        chain: importChain(bundle.importers, entry, at.file),
        at,
      }),
    ]
  })
}

function inProject({ name }: GlobalUse, { why, fix }: Advice, at: Place): Finding {
  return {
    rule: 'build/absent-global',
    severity: 'error',
    message:
      name === 'import()'
        ? 'import() of what is known only in a call cannot work.'
        : `${name} does not exist in a component.`,
    why,
    fix,
    at,
  }
}

interface Origin {
  readonly packageName: string
  readonly chain: readonly string[]
  readonly at: Place
}

function inPackage({ name }: GlobalUse, { why }: Advice, { packageName, chain, at }: Origin): Finding {
  return {
    rule: 'build/absent-global',
    severity: 'warning',
    message: `The package ${quote(packageName)} uses ${name}, which does not exist in a component${describeChain(chain)}.`,
    why: `${why} The call fails when it comes to this place.`,
    fix: 'Make sure that a case runs this code, or use a package that runs in every JavaScript engine.',
    at,
  }
}
