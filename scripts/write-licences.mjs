// Collects the licence text of every package that is bundled into dist/.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Packages whose files are copied into dist/ without passing through the bundler. */
const COPIED = ['node_modules/quickjs-wasi']

/** @param inputs the files that went into the bundles */
export function writeLicences(path, inputs) {
  const bundled = inputs.flatMap(input => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? [])
  const folders = [...new Set([...bundled, ...COPIED])].sort()
  const heading = 'yoi-plugin contains the following packages, each under its own licence.\n'
  writeFileSync(path, [heading, ...folders.map(noticeOf)].join('\n'))
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry))
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : `Licence: ${license}`
  return `\n${'='.repeat(72)}\n${name} ${version}\n${'='.repeat(72)}\n\n${text}\n`
}
