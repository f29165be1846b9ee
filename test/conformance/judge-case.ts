import { areas } from './areas.ts'
import { COMPARED_KEYS, type ConformanceCase, type Found } from './conformance-case.ts'

export type Outcome =
  | { readonly status: 'passed' }
  | { readonly status: 'skipped' }
  | { readonly status: 'failed'; readonly expected: string; readonly found: string }

/** Judges one case: skipped when its area is unknown or its input is only described. */
export function judgeCase(conformanceCase: ConformanceCase): Outcome {
  const judge = areas.get(conformanceCase.area)
  if (!judge) return { status: 'skipped' }
  let found: Found | undefined
  try {
    found = judge(conformanceCase.input, conformanceCase)
  } catch (error) {
    return fail(conformanceCase, `threw ${error instanceof Error ? error.stack : String(error)}`)
  }
  if (!found) return { status: 'skipped' }
  return agrees(conformanceCase, found) ? { status: 'passed' } : fail(conformanceCase, describe(found))
}

function agrees(expected: ConformanceCase, found: Found): boolean {
  return (
    found.verdict === expected.expect &&
    COMPARED_KEYS.every(key => expected[key] === undefined || expected[key] === found[key])
  )
}

function fail(expected: ConformanceCase, found: string): Outcome {
  return { status: 'failed', expected: describe({ ...expected, verdict: expected.expect }), found }
}

function describe(found: Found): string {
  const parts = COMPARED_KEYS.flatMap(key => (found[key] === undefined ? [] : [`${key}=${found[key]}`]))
  return [found.verdict, ...parts, ...(found.detail ? [`(${found.detail})`] : [])].join(' ')
}
