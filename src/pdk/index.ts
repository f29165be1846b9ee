export { defineTools } from './define-tools.ts'
export type { Tool, ToolContext, ToolOutput, ToolPlugin, Tools } from './tool.ts'
export { ToolError, type ToolErrorCode } from './tool-error.ts'
