/** The newest recipe, as `build.engine` may freeze it. A change of its bytes is a new recipe. @source design 5 */
export const RECIPE = 'quickjs@1'

/** Files of the recipe in dist/engine, and what they must hold: a build of ours that differs is refused. */
export const RECIPE_FILES = {
  compiler: {
    name: `${RECIPE}.compiler.wasm`,
    sha256: 'c28c7f963cf22804d32b9f55508a815090f48e3e3a822c3dfb24308c198619a6',
  },
  component: {
    name: `${RECIPE}.wasm`,
    sha256: '1e169f194d585bee3ce7d1edf963f68ad48d62cb68bbb20ec7689ae729888002',
  },
  host: {
    name: `${RECIPE}.host.wasm`,
    sha256: '4499757aa7c6b2d0f24db09cd3a8117de5bdebba7a114d04de3da27fbb3237cb',
  },
} as const
