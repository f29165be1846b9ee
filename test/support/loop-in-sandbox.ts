import { readFileSync } from 'node:fs'
import { Sandbox } from '../../src/host/sandbox/sandbox.io.ts'
import { sandboxOptions } from './sandbox-options.ts'

/**
 * A program: starts an endless guest, prints the sandbox's process id, and does what it is told: `wait` for a signal, or
 * `exit`. Arguments: the component's file, the guest's fuel, the way to end.
 */
const [file, fuel, ending] = process.argv.slice(2) as [string, string, string]

const sandbox = new Sandbox(sandboxOptions(readFileSync(file)))
const call = sandbox.call({
  target: { name: 'call', params: ['string', 'string'], result: 'string' },
  args: ['loop', '{}'],
  fuel: Number(fuel),
  deadlineMs: 60_000,
  waitedMs: 0,
})
process.stdout.write(`${sandbox.pid}\n`)
if (ending === 'exit') setTimeout(() => process.exit(0), 100)
await call
