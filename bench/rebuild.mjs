// Builds a project again and again in one process, as a watch mode would, and prints the times as JSON; the first one starts everything.
// usage: node bench/rebuild.mjs PROJECT ROUNDS
import { buildPath } from '../dist/index.js'

const [project, rounds] = process.argv.slice(2)
const times = []
for (let round = 0; round < Number(rounds); round++) {
  const start = performance.now()
  const { written, findings } = await buildPath(project, { checksTypes: false })
  times.push(performance.now() - start)
  if (!written) throw new Error(JSON.stringify(findings))
}
console.log(JSON.stringify(times))
