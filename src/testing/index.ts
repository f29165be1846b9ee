/** `yoi-plugin/testing`: call a built plugin from a test. */
export type { CallOutcome, ToolOutput } from '../host/call-outcome.ts'
export { openPlugin, type TestPlugin } from './open-plugin.ts'
