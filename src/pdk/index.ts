export { yoi$console } from './console.ts'
export { defineTools } from './define-tools.ts'
export {
  type FileText,
  type Folder,
  type FolderEntry,
  list,
  readText,
  type WrittenFile,
  writeText,
} from './fs.ts'
export { type HttpHeader, type HttpRequest, type HttpResponse, request } from './request.ts'
export type { Tool, ToolContext, ToolOutput, ToolPlugin, Tools } from './tool.ts'
export { ToolError, type ToolErrorCode } from './tool-error.ts'
export { type WebSocketApi, type WebSocketConnection, websocket } from './websocket.ts'
