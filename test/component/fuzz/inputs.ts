import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { asset } from '../../../src/assets.io.ts'
import { ByteWriter } from '../../../src/wasm/byte-writer.ts'
import { assemble, assembleGuest } from '../../support/assemble.ts'
import { buildFromWit } from '../../support/build-from-wit.ts'
import type { Random } from '../../support/mutate.ts'
import { witSource } from '../../support/wit-source.ts'
import { wrap } from './bombs.ts'

/** Sound components of less than 20 KB, of which the small inputs are made. */
export async function smallSeeds(): Promise<Uint8Array[]> {
  const folder = asset('test/fixtures/component/valid')
  const texts = readdirSync(folder).map(name => readFileSync(`${folder}/${name}`, 'utf8'))
  return [
    await assembleGuest('echo-tool.wat'),
    await buildFromWit(witSource(), 'instance'),
    ...(await Promise.all(texts.map(assemble))),
  ]
}

/** A JavaScript engine in a component of 600 KB, and ten of them one inside the other. */
export function largeSeeds(): Uint8Array[] {
  const engine = readFileSync(fileURLToPath(import.meta.resolve('quickjs-wasi/quickjs.wasm')))
  const one = wrap(engine)
  const ten = Array.from({ length: 9 }).reduce<Uint8Array>(
    inner =>
      new ByteWriter()
        .raw(one)
        .section(4, body => body.raw(inner))
        .finish(),
    one,
  )
  return [one, ten]
}

/** Bytes changed in place, half of them near the start, where the structure is dense. */
export function damage(source: Uint8Array, random: Random): Uint8Array {
  const bytes = Uint8Array.from(source)
  for (let times = 1 + random(8); times > 0; times--) {
    bytes[8 + random(random(2) === 0 ? 4_000 : bytes.length - 8)] = random(256)
  }
  return bytes
}
