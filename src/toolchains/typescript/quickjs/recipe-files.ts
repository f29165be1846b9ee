/** The newest recipe, as `build.engine` may freeze it. A change of its bytes is a new recipe. @source design 5 */
export const RECIPE = 'quickjs@1'

/** Files of the recipe in dist/engine, and what they must hold: a build of ours that differs is refused. */
export const RECIPE_FILES = {
  compiler: {
    name: `${RECIPE}.compiler.wasm`,
    sha256: '69d4647da3cf35f27343fc5c91fb0351f1355ede48444b25b3d194b79370fd67',
  },
  component: {
    name: `${RECIPE}.wasm`,
    sha256: '01302b9a3d4aab1f93fc2bc7207ebce8bda48d77be7fc2dec1e9cdf39a542e53',
  },
  host: {
    name: `${RECIPE}.host.wasm`,
    sha256: '47e91708855e4e65a2ac15d408393ad176cd00a262bbb505e02a4af70c89667a',
  },
} as const
