import { expect, test } from 'vitest'
import { ChildLink } from '../../../src/host/sandbox/child-link.io.ts'
import type { Failure } from '../../../src/host/sandbox/guest-failure.ts'
import { TOOL_LIMITS } from '../../support/tool-limits.ts'

/** Lets a sandbox process run and @returns how it ended. */
function endOf(act: (link: ChildLink) => void): Promise<Failure> {
  return new Promise(resolve => {
    const link = new ChildLink()
    link.report({ onFrame: () => {}, onEnd: resolve })
    link.keepParentAlive(true)
    act(link)
  })
}

test('a sandbox that has used up its heap says something about its component', async () => {
  // Small as text and far more than the heap as objects, as a hostile component would be.
  const interfaces = { each: Array(6_000_000).fill({}) }
  const ended = await endOf(link =>
    link.send({ type: 'load', limits: TOOL_LIMITS, interfaces, componentBytes: 0, wantsRewritten: false }),
  )
  expect(ended).toEqual({
    kind: 'refused',
    message: 'the component needs more than the 128 MB of a sandbox',
  })
})

test('a sandbox that is killed by someone says nothing about its component', async () => {
  const ended = await endOf(link => process.kill(link.pid!, 'SIGKILL'))
  expect(ended).toEqual({ kind: 'runner-cannot', message: 'the sandbox process ended (SIGKILL)' })
})
