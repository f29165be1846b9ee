import { runCli } from '../../src/cli/run-cli.ts'
import { fakeTerminal } from './fake-terminal.ts'

/** Runs one command line in this process, in a folder, with nothing but HOME in the environment. */
export async function runInProcess(cwd: string, ...words: readonly string[]) {
  const terminal = { ...fakeTerminal({ HOME: `${cwd}/home` }), cwd }
  const exitCode = await runCli(words, terminal)
  const { out, err } = terminal.written()
  return { exitCode, out, err }
}
