import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mutate, randomSource } from '../../support/mutate.ts'
import { BOMBS } from './bombs.ts'
import { damage, largeSeeds, smallSeeds } from './inputs.ts'
import { judgeBytes } from './judge-bytes.ts'

const SEED = 0x5eed
const SMALL_MUTATIONS = 20_000
const LARGE_MUTATIONS = 200
const MOST_MILLISECONDS = 1_000
const MOST_RESIDENT_KB = 500_000
/** A collection of garbage makes one look slow, and hardly three. */
const LOOKS = 3

const GROUPS = ['small', 'large', 'bombs'] as const

/** Writes the seeds and the bombs. In a process of its own: an assembler is larger than what is measured. */
export async function writeInputs(folder: string): Promise<void> {
  const inputs: Record<(typeof GROUPS)[number], Uint8Array[]> = {
    small: await smallSeeds(),
    large: largeSeeds(),
    bombs: await Promise.all(BOMBS.map(({ build }) => build())),
  }
  for (const group of GROUPS) {
    mkdirSync(join(folder, group))
    for (const [index, bytes] of inputs[group].entries())
      writeFileSync(join(folder, group, `${index}.wasm`), bytes)
  }
}

type Print = (line: string) => void

/**
 * Judges mutated components and bombs as `check --static` would, each within a second, all of them within 500 MB.
 * @param folder what `writeInputs` wrote
 * @returns the process's exit code
 */
export function runFuzz(folder: string, print: Print): number {
  const run = new Run(print)
  const random = randomSource(SEED)
  const mutateAll = (name: string, count: number, seeds: Uint8Array[], change: typeof mutate) =>
    run.group(`${count} ${name}`, function* () {
      for (let round = 0; round < count; round++)
        yield { name: `round ${round}`, bytes: change(seeds[random(seeds.length)]!, random) }
    })
  mutateAll('mutated components under 20 KB', SMALL_MUTATIONS, read(folder, 'small'), mutate)
  mutateAll('mutated components of 600 KB and 6 MB', LARGE_MUTATIONS, read(folder, 'large'), damage)
  const bombs = read(folder, 'bombs')
  run.group(`${bombs.length} bombs`, () => bombs.map((bytes, index) => ({ name: BOMBS[index]!.name, bytes })))
  return run.finish()
}

function read(folder: string, group: (typeof GROUPS)[number]): Uint8Array[] {
  const count = readdirSync(join(folder, group)).length
  return Array.from({ length: count }, (_, index) => readFileSync(join(folder, group, `${index}.wasm`)))
}

interface Input {
  readonly name: string
  readonly bytes: Uint8Array
}

class Run {
  private passed = 0
  private failed = 0

  constructor(private readonly print: Print) {
    print('| inputs | sound | malformed | unsupported | slowest, ms |\n| --- | --- | --- | --- | --- |')
  }

  group(title: string, inputs: () => Iterable<Input>): void {
    const outcomes = { sound: 0, malformed: 0, unsupported: 0, thrown: 0 }
    let slowest = 0
    let late = 0
    for (const { name, bytes } of inputs()) {
      try {
        const started = processorMs()
        outcomes[judgeBytes(bytes)]++
        const elapsed = atLeast(processorMs() - started, bytes)
        slowest = Math.max(slowest, elapsed)
        if (elapsed <= MOST_MILLISECONDS) continue
        late++
        this.print(`FAIL ${title}, ${name}: ${elapsed.toFixed(0)} ms`)
      } catch (error) {
        outcomes.thrown++
        this.print(`FAIL ${title}, ${name}: ${error instanceof Error ? error.stack : String(error)}`)
      }
    }
    const { sound, malformed, unsupported, thrown } = outcomes
    this.print(`| ${title} | ${sound} | ${malformed} | ${unsupported} | ${slowest.toFixed(0)} |`)
    this.count(`${title}: a typed verdict each`, thrown === 0)
    this.count(`${title}: none takes more than ${MOST_MILLISECONDS} ms`, late === 0)
  }

  finish(): number {
    const residentKb = process.resourceUsage().maxRSS
    this.print(`\nlargest resident size: ${(residentKb / 1000).toFixed(0)} MB`)
    this.count(`resident size below ${MOST_RESIDENT_KB / 1000} MB`, residentKb < MOST_RESIDENT_KB)
    this.print(`${this.passed} passed, ${this.failed} failed`)
    return this.failed === 0 ? 0 : 1
  }

  private count(what: string, isGood: boolean): void {
    this[isGood ? 'passed' : 'failed']++
    this.print(`${isGood ? 'ok  ' : 'FAIL'} ${what}`)
  }
}

/** What looks late is looked at again: the least time counts. @param elapsed of the first look, milliseconds */
function atLeast(elapsed: number, bytes: Uint8Array): number {
  let least = elapsed
  for (let look = 1; look < LOOKS && least > MOST_MILLISECONDS; look++) {
    const started = processorMs()
    judgeBytes(bytes)
    least = Math.min(least, processorMs() - started)
  }
  return least
}

/** Of all threads: what other processes do at the same time does not count. */
function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
