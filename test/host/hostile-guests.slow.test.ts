import { describe, expect, test } from 'vitest'
import { ATTACKS } from '../attacks/attacks.ts'
import { assembleAttack, faultOf, hostOf, launch } from '../attacks/launch.ts'

// `node test/attacks/run.mjs` launches them from many hosts at once, too, and prints how long each took.
describe('a hostile guest gets a typed refusal and the host stays usable', () => {
  test.each(ATTACKS.map(attack => [attack.name, attack] as const))('%s', async (_, attack) => {
    const host = hostOf(attack, await assembleAttack(attack))
    try {
      expect(faultOf(attack, await launch(attack, host))).toBeNull()
      expect(faultOf(attack, await launch(attack, host))).toBeNull()
    } finally {
      host.close()
    }
  })
})
