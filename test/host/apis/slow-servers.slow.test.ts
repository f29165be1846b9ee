import { expect, test } from 'vitest'
import {
  accepting,
  askHttp,
  type Behaviour,
  dial,
  drip,
  MIB,
  OK,
  receiveFrom,
  SAFETY_NET_MS,
  say,
} from '../../support/hostile-servers.ts'
import { frame, OPCODE } from '../../support/raw-frames.ts'
import { RawServer } from '../../support/raw-server.ts'

const NO_ANSWER = 'timeout: no whole answer within 5000 ms'
const NO_CONNECTION = 'timeout: no connection within 5000 ms'
const NO_MESSAGE = 'timeout: no message came within 500 ms'

/** What to do with a server, and what comes of it. All at once: each waits for seconds, as the host does. */
const SLOW: readonly (readonly [string, () => Promise<unknown>, string])[] = [
  ...http('never answers', () => {}),
  ...http('stops after the status', say(OK, false)),
  ...http('stops in the body', say(`${OK}content-length: 9\r\n\r\nab`, false)),
  ...http('sends nothing but interim answers', drip('', 'HTTP/1.1 103 Early Hints\r\n\r\n', 100)),
  ...http('drips a byte a second', drip(`${OK}content-length: 100\r\n\r\n`, 'x', 1_000)),
  ...http('drips its head', drip(OK, 'x: y\r\n', 500)),
  ['never shakes hands', () => receiveFrom(() => {}), NO_CONNECTION],
  [
    'drips a handshake',
    () => receiveFrom(drip('HTTP/1.1 101 Switching Protocols\r\n', 'a: b\r\n', 500)),
    NO_CONNECTION,
  ],
  [
    'says nothing',
    () =>
      receiveFrom(
        accepting(() => {}),
        500,
      ),
    NO_MESSAGE,
  ],
  [
    'drips a message',
    () => receiveFrom(accepting(drip(frame(OPCODE.text, '', { announced: 100 }), 'x', 100)), 500),
    NO_MESSAGE,
  ],
  ['never reads', sendUntilItFails, 'timeout: the message was not taken within 5000 ms'],
]

test('a server that takes its time is left when the time is over', { timeout: SAFETY_NET_MS }, async () => {
  const found = await Promise.all(SLOW.map(async ([name, act]) => [name, await act()]))
  expect(found).toEqual(SLOW.map(([name, , expected]) => [name, expected]))
})

function http(name: string, behave: Behaviour): [[string, () => Promise<unknown>, string]] {
  return [[name, () => askHttp(behave), NO_ANSWER]]
}

/** What the kernel takes on its own is some megabytes at most. */
async function sendUntilItFails(): Promise<string> {
  const server = await RawServer.start(accepting(socket => socket.pause()))
  const result = await dial(server.port)
  if (!result.ok) throw new Error(result.failure.message)
  const text = 'x'.repeat(32_768)
  let failure = null
  for (let sent = 0; failure === null && sent < 64 * MIB; sent += text.length)
    failure = await result.connection.send(text)
  result.connection.drop()
  await server.close()
  return `${failure?.problem}: ${failure?.message}`
}
