/** The newest recipe, as `build.engine` may freeze it. A change of its bytes is a new recipe. @source design 5 */
export const RECIPE = 'quickjs@1'

/** Files of the recipe in dist/engine, and what they must hold: a build of ours that differs is refused. */
export const RECIPE_FILES = {
  compiler: {
    name: `${RECIPE}.compiler.wasm`,
    sha256: '76c27464e7e5a7af10e4d14d52ab21366a705daa0541b4860f7724fb6d3830a4',
  },
  component: {
    name: `${RECIPE}.wasm`,
    sha256: 'b6082e9fcefe079a422669f857e4d1342b42b54379cb6a1e37c2dfc6a32bcd12',
  },
} as const
