import type { WorldFunction } from '../../contract/worlds.ts'

/** Interfaces that a component may import, with the functions that exist in each. */
export type HostInterfaces = Readonly<Record<string, readonly WorldFunction[]>>

/** Answers a host call of the guest. @throws GuestFailure to end the call */
export type CallHost = (
  interfaceName: string,
  functionName: string,
  args: readonly (string | number)[],
) => string | number
