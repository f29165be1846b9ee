import { spawn } from 'node:child_process'
import { watchParent } from '../../src/host/sandbox/watch-parent.io.ts'

/** A program: starts a process that sleeps, has it watched, prints its process id and waits to be killed. */
const sleeper = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'ignore' })
watchParent(sleeper.pid!)
process.stdout.write(`${sleeper.pid}\n`)
setTimeout(() => {}, 60_000)
