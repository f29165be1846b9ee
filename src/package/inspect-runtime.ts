import { COMPONENT_RUNTIME_KIND, LEGACY } from '../contract/names.ts'
import { WORLDS } from '../contract/worlds.ts'
import type { Manifest, Runtime } from '../manifest/manifest.ts'

/** Whether the host would have a runtime for a package; `status` is e.g. `wasm-component/yoi:plugin/tool@1.0.0`. */
export interface RuntimeEligibility {
  readonly eligible: boolean
  readonly status: string
  readonly diagnostic: string | null
}

/** Judges the runtime by the manifest alone; the component is not looked at. @source host contract 9.5 */
export function inspectRuntime(manifest: Pick<Manifest, 'runtime'>): RuntimeEligibility {
  const { runtime } = manifest
  if (runtime === null) return refuse('none', 'the manifest declares no runtime')
  if (runtime.kind === LEGACY.runtimeKind)
    return refuse(
      `${runtime.kind}/${runtime.abi ?? '<missing-abi>'}`,
      `the raw wasm runtime is retired; use ${COMPONENT_RUNTIME_KIND}`,
    )
  if (runtime.kind !== COMPONENT_RUNTIME_KIND)
    return refuse(runtime.kind, `the runtime kind \`${runtime.kind}\` is not supported`)
  const status = `${runtime.kind}/${runtime.world ?? '<missing-world>'}`
  return hasKnownWorld(runtime) && runtime.component !== null
    ? { eligible: true, status, diagnostic: null }
    : refuse(status, 'the component world is missing or not supported')
}

function hasKnownWorld(runtime: Runtime): boolean {
  return WORLDS.some(world => world === runtime.world)
}

function refuse(status: string, diagnostic: string): RuntimeEligibility {
  return { eligible: false, status, diagnostic }
}
