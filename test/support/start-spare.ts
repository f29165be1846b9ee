import { SpareChild } from '../../src/host/sandbox/spare-child.io.ts'

/** A program: starts a process ahead, prints its id, and ends by itself, or waits to be killed. Argument: `end` or `wait`. */
const spare = new SpareChild()
process.stdout.write(`${spare.pid}\n`)
if (process.argv[2] === 'wait') setTimeout(() => {}, 60_000)
