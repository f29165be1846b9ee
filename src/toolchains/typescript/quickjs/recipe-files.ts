/** The newest recipe, as `build.engine` may freeze it. A change of its bytes is a new recipe. @source design 5 */
export const RECIPE = 'quickjs@1'

/** Files of the recipe in dist/engine, and what they must hold: a build of ours that differs is refused. */
export const RECIPE_FILES = {
  compiler: {
    name: `${RECIPE}.compiler.wasm`,
    sha256: '24178bbb12aa6813475c8782ffb093771a9aafb9659db4dda04b27c4468c53ce',
  },
  component: {
    name: `${RECIPE}.wasm`,
    sha256: '9841696f57f8af0c9027a459c4c3b4b916f7293fee3da6ef2b53b1d74041b251',
  },
  host: {
    name: `${RECIPE}.host.wasm`,
    sha256: '86d61597495db26f03dc4c51ad95b80c32f4b637452e44b20ee02a1ea978bb90',
  },
} as const
