import type { HostApiHandler } from '../host/host-apis.ts'

/** A host API `fs` that remembers whether anything was written through it. */
export interface WatchedFs {
  readonly fs: HostApiHandler
  hasWritten(): boolean
}

export function watchWrites(fs: HostApiHandler): WatchedFs {
  let hasWritten = false
  return {
    fs: async (call, context) => {
      const answer = await fs(call, context)
      if (answer.ok && call.function === 'write') hasWritten = true
      return answer
    },
    hasWritten: () => hasWritten,
  }
}
