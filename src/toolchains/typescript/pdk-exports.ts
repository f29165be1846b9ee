/** The values that authors import from `yoi-plugin/pdk`, in ascending order; a test compares them with the module. */
export const PDK_EXPORTS = [
  'ToolError',
  'defineTools',
  'list',
  'readText',
  'request',
  'websocket',
  'writeText',
] as const
