// node swap-for-link.mjs <path> <target>: swaps what is at <path> for a symlink to <target> and back, as fast as it can, until it is killed.
import { renameSync, symlinkSync } from 'node:fs'

const [path, target] = process.argv.slice(2)
const link = `${path}.link`
const held = `${path}.held`
symlinkSync(target, link)
process.stdout.write('swapping\n')
for (;;) {
  renameSync(path, held)
  renameSync(link, path)
  renameSync(path, link)
  renameSync(held, path)
}
