import type { SmokeFuels } from '../exercise/measure-smoke-calls.io.ts'
import type { Finding } from '../finding.ts'
import type { BuildSettings } from '../manifest/project/project-settings.ts'
import { quote } from '../quote.ts'

/** What a budget of yoi-plugin.toml does not allow. */
export function overSize(path: string, byteLength: number, { maxComponentBytes }: BuildSettings): Finding[] {
  if (maxComponentBytes === null || byteLength <= maxComponentBytes) return []
  const excess = byteLength - maxComponentBytes
  return [
    overBudget(
      `${quote(path)} would have ${byteLength} bytes, ${excess} more than the budget of ${maxComponentBytes}.`,
      'Import less: the largest modules are listed below. Or raise build.max_component_bytes.',
    ),
  ]
}

/** A call that ended without an output was not measured, which a budget does not forgive. */
export function overFuel(fuels: SmokeFuels | null, { maxFuel }: BuildSettings): Finding[] {
  if (maxFuel === null || fuels === null) return []
  return fuels.calls.flatMap(({ tool, fuel, problem }) => {
    if (fuel === null)
      return [
        overBudget(
          `The fuel of ${quote(tool)} is not known, so that its budget of ${maxFuel} is not kept: ${problem}`,
          'Let the tool answer its smallest valid input, or remove build.max_fuel and write cases with max_fuel.',
        ),
      ]
    if (fuel <= maxFuel) return []
    return [
      overBudget(
        `A call of ${quote(tool)} with its smallest valid input takes ${fuel} fuel, ${fuel - maxFuel} more than the budget of ${maxFuel}.`,
        'Do less per call, or raise build.max_fuel.',
      ),
    ]
  })
}

function overBudget(message: string, fix: string): Finding {
  return {
    rule: 'build/over-budget',
    severity: 'error',
    message,
    why: 'The budget in yoi-plugin.toml says that more is a mistake. The previous component is kept.',
    fix,
    at: { file: 'yoi-plugin.toml' },
  }
}
