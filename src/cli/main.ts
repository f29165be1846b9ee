#!/usr/bin/env node
import { runCli } from './run-cli.ts'
import { processTerminal } from './terminal.ts'

/** What a shell reports for a process that a signal ended. */
const SIGNAL_EXIT = { SIGINT: 130, SIGTERM: 143 } as const

const interruption = new AbortController()

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    interruption.abort()
    process.exit(SIGNAL_EXIT[signal])
  })

process.exitCode = await runCli(process.argv.slice(2), processTerminal(process, interruption.signal))
