/** The newest recipe, as `build.engine` may freeze it. A change of its bytes is a new recipe. @source design 5 */
export const RECIPE = 'quickjs@1'

/** Files of the recipe in dist/engine, and what they must hold: a build of ours that differs is refused. */
export const RECIPE_FILES = {
  compiler: {
    name: `${RECIPE}.compiler.wasm`,
    sha256: '5193ecfbec7908166d6e7046c065e7437e822a7f604ded285591328df9c6fc84',
  },
  component: {
    name: `${RECIPE}.wasm`,
    sha256: 'a98a84bac740fae4e1ae637a45f20e96ce322162716c0fcfbc0340ea29691cb2',
  },
} as const
