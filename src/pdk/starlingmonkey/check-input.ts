/** What an input must be: the plan of a schema as JSON, see `plan-schema.ts` of the toolchain. */
export interface InputPlan {
  readonly type: string
  readonly expected: string
  readonly allowed?: readonly unknown[]
  readonly items?: InputPlan | null
  readonly object?: {
    readonly properties: readonly {
      readonly name: string
      readonly node: InputPlan | null
      readonly required: string | null
    }[]
    readonly rest: InputPlan | null | 'refused'
    readonly expectedInstead: string
  }
}

/** Where an input leaves its schema: a JSON pointer, what was expected there and what was found. */
export type InputProblem = readonly [path: string, expected: string, found: string]

type Members = Readonly<Record<string, unknown>>

/** The first problem of a parsed input; null when it fits. QuickJS components do the same in `schema.wat`. @source host contract 1.7 */
export function checkInput(value: unknown, plan: InputPlan | null): InputProblem | null {
  if (plan === null) return null
  if (!isOfType(value, plan.type)) return ['', plan.expected, kindOf(value, plan.type)]
  const problem = checkParts(value, plan)
  if (problem !== null) return problem
  const isListed = plan.allowed?.some(allowed => isEqual(allowed, value)) ?? true
  return isListed ? null : ['', plan.expected, 'another value']
}

function checkParts(value: unknown, plan: InputPlan): InputProblem | null {
  if (plan.type === 'array') return checkItems(value as readonly unknown[], plan.items ?? null)
  return plan.object ? checkMembers(value as Members, plan.object) : null
}

function checkItems(items: readonly unknown[], plan: InputPlan | null): InputProblem | null {
  for (const [index, item] of items.entries()) {
    const problem = checkInput(item, plan)
    if (problem !== null) return below(String(index), problem)
  }
  return null
}

function checkMembers(members: Members, plan: NonNullable<InputPlan['object']>): InputProblem | null {
  for (const key of Object.keys(members)) {
    const node = plan.properties.find(({ name }) => name === key)?.node
    const chosen = node === undefined ? plan.rest : node
    if (chosen === 'refused') return below(key, ['', plan.expectedInstead, 'a further property'])
    const problem = checkInput(members[key], chosen)
    if (problem !== null) return below(key, problem)
  }
  const missing = plan.properties.find(
    ({ name, required }) => required !== null && !Object.hasOwn(members, name),
  )
  return missing ? ['', missing.required!, 'nothing'] : null
}

function below(key: string, [path, ...rest]: InputProblem): InputProblem {
  return [`/${key.replaceAll('~', '~0').replaceAll('/', '~1')}${path}`, ...rest]
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'array') return Array.isArray(value)
  if (type === 'null') return value === null
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  return typeof value === type
}

function kindOf(value: unknown, wanted: string): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return wanted === 'integer' ? 'a number with a fraction' : 'a number'
  if (typeof value === 'string') return 'a string'
  return Array.isArray(value) ? 'an array' : 'an object'
}

/** JSON values; the order of keys does not count. */
function isEqual(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (Array.isArray(left) !== Array.isArray(right)) return false
  const keys = Object.keys(left)
  return (
    keys.length === Object.keys(right).length &&
    keys.every(key => Object.hasOwn(right, key) && isEqual((left as Members)[key], (right as Members)[key]))
  )
}
