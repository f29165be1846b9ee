import type { Surface } from '../../../src/contract/names.ts'
import type { EnablementEntry } from '../../../src/grants/grants.ts'
import {
  type ConfigReading,
  readEnablement,
  readEnablementEntry,
} from '../../../src/grants/read-enablement.ts'
import type { PackageCandidate } from '../../../src/package/discovered-package.ts'
import { resolveEnablement } from '../../../src/package/resolve-enablement.ts'
import { pick, toBoundPackage } from '../case-inputs.ts'
import { accepted, type CaseInput, type Judge, rejected } from '../conformance-case.ts'

/** The shape of an entry (or of a whole configuration), and its resolution when packages are given. */
export const judgeEnablement: Judge = input => {
  const reading = readEntries(input)
  if (!reading) return undefined
  if (!reading.ok) return rejected({ kind: 'malformed', detail: reading.problems[0].message })
  const packages = packagesOf(input)
  if (!packages) return accepted()
  const [diagnostic] = resolveEnablement(reading.value, packages).diagnostics
  if (!diagnostic) return accepted()
  const { kind, phase, message } = diagnostic
  return rejected({ kind, phase, detail: message })
}

function readEntries(input: CaseInput): ConfigReading<readonly EnablementEntry[]> | undefined {
  const config = pick(input, 'config_toml', 'profile_toml', 'plugins_toml')
  if (typeof config === 'string') {
    const reading = readEnablement(config, 'toml')
    return reading.ok ? { ok: true, value: reading.value.enabled } : reading
  }
  const entry = readEntry(input)
  if (!entry) return undefined
  return entry.ok ? { ok: true, value: [entry.value] } : entry
}

function readEntry(input: CaseInput): ConfigReading<EnablementEntry> | undefined {
  if (typeof input.enablement_toml === 'string') return readEnablementEntry(input.enablement_toml, 'toml')
  if (input.enablement === undefined) return undefined
  return readEnablementEntry(JSON.stringify(input.enablement), 'json')
}

/** `package` or `packages`; none at all means that only the shape is asked about. */
function packagesOf(input: CaseInput): PackageCandidate[] | undefined {
  const values = input.packages ?? (input.package === undefined ? undefined : [input.package])
  return (values as Record<string, unknown>[] | undefined)?.map(value => ({
    ...toBoundPackage(value),
    label: 'acme.echo.yoi-plugin',
    declaredSurfaces: (value.declared_surfaces ?? []) as Surface[],
  }))
}
