import type { Finding } from '../../../finding.ts'
import type { CompiledPlugin, PluginCode } from '../compiled-plugin.ts'
import { noDefaultExport } from '../entry-findings.ts'
import { lightenScript } from '../script/lighten-script.ts'
import { topLevelFinding } from '../top-level-finding.ts'
import { assembleComponent, assembleHostComponent } from './assemble-component.ts'
import { loadRecipe, type Recipe } from './load-recipe.ts'
import { RECIPE } from './recipe-files.ts'
import { type SnapshotFailure, snapshotPlugin } from './snapshot-plugin.ts'

/**
 * Runs the top level of a plugin inside QuickJS, without any access and in bounded steps, and keeps the state that it leaves.
 * @param engineDir the engines that ship with the tool
 */
export function compileWithQuickjs(code: PluginCode, engineDir: string): CompiledPlugin {
  const recipe = loadRecipe(engineDir)
  const options = { schemas: code.schemas, usesHostApis: code.hostFunctions.length > 0 }
  const { bundle, analysis } = code
  const script = analysis ? lightenScript(bundle.code, analysis) : bundle.code
  const outcome = snapshotPlugin(recipe.compiler, script, options)
  if (!outcome.ok) return { ok: false, findings: [snapshotFinding(outcome.failure, code)] }
  const { image, toolNames, bytecodeBytes, addedBytes } = outcome.snapshot
  const applicationBytes = Math.min(bytecodeBytes, addedBytes)
  const share = { applicationBytes, dataBytes: addedBytes - applicationBytes }
  return { ok: true, engine: RECIPE, toolNames, share, assemble: () => assemble(recipe, image, code) }
}

/** One core module without imports, or the form that calls host functions. */
function assemble(recipe: Recipe, image: Uint8Array, { hostFunctions }: PluginCode): Uint8Array {
  if (hostFunctions.length === 0) return assembleComponent(recipe.readComponent('component'), image)
  return assembleHostComponent(
    recipe.readComponent('host'),
    image,
    hostFunctions.map(({ host }) => host),
  )
}

function snapshotFinding(failure: SnapshotFailure, { bundle, entry, source }: PluginCode): Finding {
  if (failure.phase === 'no-plugin') return noDefaultExport({ entry, source })
  return topLevelFinding(failure, bundle.sourceMap, entry)
}
