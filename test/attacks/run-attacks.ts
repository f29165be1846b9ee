import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createHost } from '../../src/host/host.io.ts'
import { assembleGuest } from '../support/assemble.ts'
import { hostedTool } from '../support/tool-plugin.ts'
import type { Attack } from './attack.ts'
import { ATTACKS } from './attacks.ts'
import { assembleAttack, type Ending, faultOf, hostOf, launch } from './launch.ts'

const CROWD = 20
const MOST_RESIDENT_KB = 300_000
const GONE_WITHIN_MS = 5_000

/** Writes the guests, by their place in the table. In a process of its own: an assembler is larger than a host. */
export async function assembleAttacks(folder: string): Promise<void> {
  for (const [index, attack] of ATTACKS.entries())
    writeFileSync(join(folder, `${index}.wasm`), await assembleAttack(attack))
  writeFileSync(join(folder, 'honest.wasm'), await assembleGuest('echo.wat'))
}

type Print = (line: string) => void

/**
 * Launches every attack alone and from 20 hosts at once, and prints attack, outcome and time. After each an honest plugin
 * must still work; at the end no sandbox may be left and this process must have stayed small.
 * @param folder what `assembleAttacks` wrote
 * @param filter a part of the names of those to launch
 * @returns the process's exit code
 */
export async function runAttacks(folder: string, filter: string, print: Print): Promise<number> {
  const honest = createHost({
    plugins: [hostedTool(readFileSync(join(folder, 'honest.wasm')))],
    deadlineMs: 30_000,
  })
  const verdicts = new Verdicts(print)
  print(`| attack | outcome | ms | message | ms with ${CROWD} hosts |\n| --- | --- | --- | --- | --- |`)
  for (const [index, attack] of ATTACKS.entries()) {
    if (!attack.name.includes(filter)) continue
    print(row(attack, await attackWith(attack, readFileSync(join(folder, `${index}.wasm`)), verdicts)))
    const after = await honest.call('example_echo', '{"summary":"still here"}')
    const fault = after.status === 'ok' ? null : `an honest plugin ends as ${after.status}`
    verdicts.add(`${attack.name}, the next call`, fault)
  }
  honest.close()
  const residentKb = process.resourceUsage().maxRSS
  print(`\nlargest resident size of this process: ${(residentKb / 1000).toFixed(0)} MB`)
  verdicts.add('resident size', residentKb < MOST_RESIDENT_KB ? null : `not below ${MOST_RESIDENT_KB} KB`)
  verdicts.add('no process left', await orphans())
  print(`${verdicts.passed} passed, ${verdicts.failed} failed`)
  return verdicts.failed === 0 ? 0 : 1
}

class Verdicts {
  passed = 0
  failed = 0

  constructor(private readonly print: Print) {}

  add(name: string, fault: string | null): void {
    if (fault === null) this.passed++
    else {
      this.failed++
      this.print(`FAIL ${name}: ${fault}`)
    }
  }
}

interface Endings {
  readonly alone: Ending
  readonly crowd: readonly Ending[]
}

/** Under load only the outcome counts, not the message. */
async function attackWith(attack: Attack, component: Uint8Array, verdicts: Verdicts): Promise<Endings> {
  const [alone] = (await launchCrowd(attack, component, 1)) as [Ending]
  verdicts.add(attack.name, faultOf(attack, alone))
  const crowd = await launchCrowd(attack, component, CROWD)
  const faults = crowd.flatMap(ending => faultOf({ ...attack, message: '' }, ending) ?? [])
  const fault = faults.length === 0 ? null : `${faults.length} of them: ${faults[0]}`
  verdicts.add(`${attack.name}, with ${CROWD} hosts`, fault)
  return { alone, crowd }
}

function row({ name }: Attack, { alone, crowd }: Endings): string {
  const slowest = Math.max(...crowd.map(({ ms }) => ms))
  const message = alone.message.slice(0, 90).replaceAll('|', '\\|')
  return `| ${name} | ${alone.word} | ${alone.ms.toFixed(0)} | ${message} | ${slowest.toFixed(0)} |`
}

async function launchCrowd(attack: Attack, component: Uint8Array, size: number): Promise<Ending[]> {
  const hosts = Array.from({ length: size }, () => hostOf(attack, component))
  try {
    return await Promise.all(hosts.map(host => launch(attack, host)))
  } finally {
    for (const host of hosts) host.close()
  }
}

/** @returns which sandboxes of this process do not go away, or null */
async function orphans(): Promise<string | null> {
  const until = performance.now() + GONE_WITHIN_MS
  while (sandboxes().length > 0 && performance.now() < until)
    await new Promise(resolve => setTimeout(resolve, 50))
  const left = sandboxes()
  return left.length === 0 ? null : `${left.length} sandboxes are left: ${left.join(', ')}`
}

/** Process ids, by /proc; empty where there is none. */
function sandboxes(): string[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').filter(name => {
    if (!/^\d+$/.test(name)) return false
    try {
      const [, parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? []
      return (
        Number(parent) === process.pid &&
        readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('sandbox-child')
      )
    } catch {
      return false
    }
  })
}
