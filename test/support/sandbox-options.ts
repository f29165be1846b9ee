import type { SandboxOptions } from '../../src/host/sandbox/sandbox.io.ts'
import { TOOL_LIMITS } from './tool-limits.ts'

/** A sandbox for a component that imports nothing. */
export function sandboxOptions(component: Uint8Array): SandboxOptions {
  return {
    component,
    limits: TOOL_LIMITS,
    interfaces: {},
    handleHostCall: () => Promise.reject(new Error('no host calls here')),
    maxHostCalls: 0,
    cache: null,
  }
}
