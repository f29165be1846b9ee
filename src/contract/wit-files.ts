/**
 * The WIT of a Rust project, by the paths that it has there; the tool's own copies lie in `wit/yoi-plugin/`.
 * @source host contract 6.1
 */
export const WIT_FILES = [
  'wit/plugin.wit',
  'wit/deps/yoi-host/fs.wit',
  'wit/deps/yoi-host/request.wit',
  'wit/deps/yoi-host/websocket.wit',
] as const
