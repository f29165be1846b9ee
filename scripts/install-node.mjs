import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Installs a release of Node through the npm package `node`.
 * @param {string} version its major version
 * @param {string} folder gets a folder of its own in it
 * @returns {{ path: string | null, output: string }} path of the program, null when it does not run; what was printed
 */
export function installNode(version, folder) {
  const target = join(folder, `node-${version}`)
  mkdirSync(target)
  const words = ['install', '--prefix', target, '--no-save', '--no-audit', '--no-fund', `node@${version}`]
  const installed = spawnSync('npm', words, { encoding: 'utf8' })
  const path = join(target, 'node_modules/node/bin/node')
  const found = spawnSync(path, ['--version'], { encoding: 'utf8' })
  const isThere = found.status === 0 && found.stdout.startsWith(`v${version}.`)
  const output = `${found.stdout?.trim() ?? ''}${isThere ? '' : `${installed.stdout}${installed.stderr}`}`
  return { path: isThere ? path : null, output }
}
