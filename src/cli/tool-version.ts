import { readFileSync } from 'node:fs'
import { asset } from '../assets.io.ts'

/** Version of yoi-plugin, from its own package.json. */
export function toolVersion(): string {
  return JSON.parse(readFileSync(asset('package.json'), 'utf8')).version
}
