// node swap-for-link.mjs <path> <target> [aside]: swaps what is at <path> for a symlink to <target> and back, as fast as it can, until it is
// killed. What is not at <path> is beside it, or beside [aside].
import { renameSync, symlinkSync } from 'node:fs'

const [path, target, aside = path] = process.argv.slice(2)
const link = `${aside}.link`
const held = `${aside}.held`
symlinkSync(target, link)
process.stdout.write('swapping\n')
for (;;) {
  renameSync(path, held)
  renameSync(link, path)
  renameSync(path, link)
  renameSync(held, path)
}
