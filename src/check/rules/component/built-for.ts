import type { ComponentFacts } from '../../../component/component-facts.ts'
import type { World } from '../../../contract/worlds.ts'
import type { Manifest } from '../../../manifest/manifest.ts'

/** The world that a component was built for when that is another than the declared one; null when it is not, or fits none. */
export function builtForOther(manifest: Manifest | undefined, component: ComponentFacts): World | null {
  const declared = manifest?.runtime?.world
  if (declared === undefined || component.fits.some(world => world === declared)) return null
  return component.fits[0] ?? null
}
