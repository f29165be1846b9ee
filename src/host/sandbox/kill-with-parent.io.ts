const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Runs `kill` when this process exits or is told to end. A signal that nobody else handles then has its usual effect.
 * @returns a function that takes the watch off again
 */
export function killWithParent(kill: () => void): () => void {
  const onSignal = (signal: NodeJS.Signals) => {
    kill()
    release()
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
  }
  const release = () => {
    process.off('exit', kill)
    for (const signal of SIGNALS) process.off(signal, onSignal)
    process.setMaxListeners(process.getMaxListeners() - 1)
  }
  process.setMaxListeners(process.getMaxListeners() + 1)
  process.on('exit', kill)
  for (const signal of SIGNALS) process.on(signal, onSignal)
  return release
}
