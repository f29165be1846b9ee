// A program of its own, in which time and chance stand still: componentize-js puts the time of the build into the component, and
// its parts that are Rust ask for random numbers. argv: a JSON file with a `ComponentizeJob`.
import crypto from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { ComponentizeJob } from './componentize-job.ts'

/** Stands for every random byte. */
const BYTE = 0x42

standStill()
const job: ComponentizeJob = JSON.parse(readFileSync(process.argv[2]!, 'utf8'))
const { componentize } = await import(pathToFileURL(job.packagePath).href)
const { component } = await componentize(job.options)
writeFileSync(job.output, component)

function standStill(): void {
  Date.now = () => 0
  Math.random = () => 0
  process.hrtime.bigint = () => 0n
  Object.assign(crypto, {
    randomBytes: (length: number) => Buffer.alloc(length, BYTE),
    randomFillSync: (target: ArrayBuffer, offset: number, length: number) =>
      new Uint8Array(target, offset, length).fill(BYTE),
  })
  syncBuiltinESMExports()
}
