/** `yoi-plugin/testing`: call a built plugin from a test. */

export { requestApi } from '../host/apis/request/request-api.ts'
export type { AuthorizedRequest, SendRequest, SendResult } from '../host/apis/request/send-request.ts'
export type { ConnectWebSocket, WebSocketConnection } from '../host/apis/websocket/connect-websocket.ts'
export { websocketApi } from '../host/apis/websocket/websocket-api.ts'
export type { CallOutcome, ToolOutput } from '../host/call-outcome.ts'
export { type OpenPluginOptions, openPlugin, type TestPlugin } from './open-plugin.ts'
