/** What lets a command use the network. */
export const LIVE_OPTION = ['--live', 'Use the network: real requests and connections, as granted'] as const

/** What is hidden in recordings. */
export const SECRET_OPTION = [
  '--secret <name=env:var>...',
  'Hide the value of this environment variable in recordings, as ${NAME}',
] as const

/** All that is granted. */
export const GRANT_OPTION = [
  '--grant <grant>...',
  'Grant this and nothing else: a label, request:..., websocket:... or fs:...',
] as const

/** Recordings of one call. */
export const CASSETTE_OPTIONS = [
  ['--record <file>', 'Use the network and write what comes back into this cassette of the project'],
  ['--replay <file>', 'Answer requests and connections from this cassette'],
] as const
