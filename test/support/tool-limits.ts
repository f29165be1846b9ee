import type { SandboxLimits } from '../../src/host/sandbox/sandbox-limits.ts'

/** What the released host gives a tool that imports nothing. @source host contract 6.3 */
export const TOOL_LIMITS: SandboxLimits = {
  costs: 'wasmtime-45',
  memoryPages: 32,
  tableElements: 256,
  coreInstances: 1,
  memories: 1,
  tables: 1,
}
