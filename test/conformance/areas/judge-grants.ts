import { bindingMessage, findBindingProblem } from '../../../src/grants/bind-grants.ts'
import type { Grants } from '../../../src/grants/grants.ts'
import { type ConfigReading, readGrants } from '../../../src/grants/read-enablement.ts'
import { pick, toBoundPackage } from '../case-inputs.ts'
import { accepted, type CaseInput, type Judge, rejected } from '../conformance-case.ts'

/** The shape of a `grants` table, as TOML text or as values, and its binding when a package is given. */
export const judgeGrants: Judge = input => {
  const reading = readGrantsOf(input)
  if (!reading) return undefined
  if (!reading.ok) return rejected({ kind: 'malformed', detail: reading.problems[0].message })
  if (input.package === undefined) return accepted()
  const problem = findBindingProblem(reading.value, toBoundPackage(input.package))
  return problem
    ? rejected({ kind: 'grant', phase: 'resolution', detail: bindingMessage(problem) })
    : accepted()
}

function readGrantsOf(input: CaseInput): ConfigReading<Grants> | undefined {
  const toml = pick(input, 'grants_toml', 'toml')
  if (typeof toml === 'string') return readGrants(toml, 'toml')
  const json = pick(input, 'grants', 'grants_json')
  if (json === undefined) return undefined
  return readGrants(typeof json === 'string' ? json : JSON.stringify(json), 'json')
}
