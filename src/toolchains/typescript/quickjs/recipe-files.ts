/** The newest recipe, as `build.engine` may freeze it. A change of its bytes is a new recipe. @source design 5 */
export const RECIPE = 'quickjs@1'

/** Files of the recipe in dist/engine, and what they must hold: a build of ours that differs is refused. */
export const RECIPE_FILES = {
  compiler: {
    name: `${RECIPE}.compiler.wasm`,
    sha256: '399b4492de71528981d310b217aee1fc7c451cf029e84f830058325815b8c976',
  },
  component: {
    name: `${RECIPE}.wasm`,
    sha256: 'e0014a91b7b1746a4c3f314579e92cbc9f8c56fdb6b77c88116e5462400c9e6a',
  },
  host: {
    name: `${RECIPE}.host.wasm`,
    sha256: '6b8de373bc6124f2c9cbd9d38fa1f61088ec0f78e06daedc291e706aa14272d2',
  },
} as const
