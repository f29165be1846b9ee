#!/usr/bin/env node
import { setImmediate } from 'node:timers/promises'
import { runCli } from './run-cli.ts'
import { processTerminal } from './terminal.ts'

/** What a shell reports for a process that a signal ended. */
const SIGNAL_EXIT = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const

const interruption = new AbortController()

for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    interruption.abort()
    process.exit(SIGNAL_EXIT[signal])
  })

const exitCode = await runCli(process.argv.slice(2), processTerminal(process, interruption.signal))
// A signal that came while nothing else could run, as during a build, is handled now.
await setImmediate()
process.exitCode = exitCode
