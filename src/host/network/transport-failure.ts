/**
 * Why nothing came back, by name:
 * - `unanswered`: nothing stands in for the network, which this run may not use
 * - `local-address`: the name leads into this machine or its network, which only a person may grant
 * - `dns`, `connect`, `tls`: no connection came about
 * - `timeout`: the time of contract 7 was over
 * - `reset`: the other side ended the connection too early
 * - `malformed`: what came is not HTTP, or not WebSocket
 * - `too-large`: more came than the host takes
 * - `refused`: the other side answered, but not as asked
 * - `unsupported`: what came is sound, but Yoi does not take it
 * - `unsendable`: the transport cannot send this
 * - `aborted`: the call that asked is over
 */
export type TransportProblem =
  | 'unanswered'
  | 'local-address'
  | 'dns'
  | 'connect'
  | 'tls'
  | 'timeout'
  | 'reset'
  | 'malformed'
  | 'too-large'
  | 'refused'
  | 'unsupported'
  | 'unsendable'
  | 'aborted'

export interface TransportFailure {
  readonly problem: TransportProblem
  /** Ends a sentence such as `request of GET https://example.com/ failed:`; holds no query and no credentials. */
  readonly message: string
}

/** What a transport tells the author besides; the guest never sees it. One sentence each. */
export interface TransportNotes {
  readonly notes?: readonly string[]
}
