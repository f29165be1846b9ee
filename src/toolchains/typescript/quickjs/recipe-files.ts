/** The newest recipe, as `build.engine` may freeze it. A change of its bytes is a new recipe. @source design 5 */
export const RECIPE = 'quickjs@1'

/** Files of the recipe in dist/engine, and what they must hold: a build of ours that differs is refused. */
export const RECIPE_FILES = {
  compiler: {
    name: `${RECIPE}.compiler.wasm`,
    sha256: '4edabf439dd7f14bb7f2bb9f342f373206206076ae3a0e8b3526022beb864052',
  },
  component: {
    name: `${RECIPE}.wasm`,
    sha256: '830882a86e15e48943c076f2d3c7ae0f5e1a4fac0f6a67da26814ca87b10f333',
  },
} as const
