import type { RandomSource } from './random-source.ts'

const NAMES = ['a', 'b', 'c', 'd', 'e']
const DEPTH = 3
/** One use in this many may mean a name that is not there, or not yet. */
const STRAY = 40

/** A block in the making. */
interface Place {
  readonly random: RandomSource
  readonly depth: number
  /** Names that can be used here. */
  readonly visible: string[]
  /** Names that a declaration in this block would collide with. */
  readonly taken: Set<string>
}

/**
 * A strict function body that declares and uses few names in many nested scopes: loops, closures, shadows, hoisted functions, and
 * now and then a use before the declaration. It records what it sees with `see(value)`, keeps closures in `later`, and counts turns
 * with `turn()`, which ends it.
 */
export function scopeProgram(random: RandomSource): string {
  return `'use strict';\n${block({ random, depth: 0, visible: [], taken: new Set() })}`
}

function block(place: Place): string {
  const lines: string[] = []
  for (let count = 2 + place.random.below(4); count > 0; count--) lines.push(statement(place))
  return lines.join('\n')
}

function statement(place: Place): string {
  return place.random.pick(place.depth < DEPTH ? [...SIMPLE, ...NESTED] : SIMPLE)(place)
}

/** A block in braces; `own` are names that its head declares, which it may not declare again. */
function inner(place: Place, own: readonly string[] = [], taken: readonly string[] = own): string {
  const visible = [...place.visible, ...own]
  return `{\n${block({ ...place, depth: place.depth + 1, visible, taken: new Set(taken) })}\n}`
}

function use({ random, visible }: Place): string {
  return visible.length === 0 || random.below(STRAY) === 0 ? random.pick(NAMES) : random.pick(visible)
}

function value(place: Place): string {
  const { random } = place
  const number = () => String(random.below(9))
  if (place.visible.length === 0) return number()
  return random.pick([
    number,
    () => use(place),
    () => `typeof ${use(place)}`,
    () => `${use(place)} + ${random.below(5)}`,
    () => `(() => ${use(place)})()`,
  ])()
}

function declaration(place: Place): string {
  const { random, taken, visible } = place
  const name = random.pick(NAMES)
  if (taken.has(name)) return `see(${value(place)})`
  const text = random.pick([
    () => `let ${name} = ${value(place)}`,
    () => `const ${name} = ${value(place)}`,
    () => `let ${name}`,
    () => `const [${name} = ${value(place)}] = [${random.pick(['', value(place)])}]`,
    () => `let { ${name}, ...rest${random.below(1e6)} } = { ${name}: ${value(place)} }`,
    () => `let first${random.below(1e6)} = 1, ${name} = ${value(place)}`,
  ])()
  taken.add(name)
  if (!text.startsWith('const')) visible.push(name)
  return text
}

type Maker = (place: Place) => string

const SIMPLE: readonly Maker[] = [
  declaration,
  declaration,
  declaration,
  place => `see(${value(place)})`,
  place => `see(${value(place)})`,
  place =>
    place.visible.length === 0 ? 'turn()' : `${use(place)} ${place.random.pick(['=', '+='])} ${value(place)}`,
  place => (place.visible.length === 0 ? 'turn()' : `${use(place)}++`),
  place => `later.push(() => ${value(place)})`,
  place => (place.visible.length === 0 ? 'turn()' : `later.push(() => ++${use(place)})`),
  () => 'if (later.length > 0) see(later[0]())',
  () => 'if (turn() % 3 === 0) see("third")',
]

function head(place: Place, name: string): string {
  return place.random.pick([
    () => `for (let ${name} = 0; turn() && ${name} < 2; ${name}++)`,
    () => `for (let ${name} = 0, end = ${value(place)}; turn() && ${name} < end; ${name}++)`,
    () => `for (let ${name} of [1, ${value(place)}])`,
    () => `for (let ${name} in { x: 1, y: ${value(place)} })`,
    () => `for (let [${name} = ${value(place)}] of [[], [2]])`,
    () => `for (let ${name}; turn() && see(typeof ${name}) < 40; ${name} = 1)`,
  ])()
}

function loop(place: Place): string {
  const name = place.random.pick(NAMES)
  return `${head(place, name)} ${inner(place, [name], [])}`
}

const NESTED: readonly Maker[] = [
  place => inner(place),
  place => `if (${value(place)}) ${inner(place)} else ${inner(place)}`,
  loop,
  loop,
  place => `while (turn() % 4) ${inner(place)}`,
  place => {
    const name = place.random.pick([...NAMES, 'error'])
    return `try ${inner(place)} catch (${name}) ${inner(place, [name])} finally ${inner(place)}`
  },
  place => {
    const body = { ...place, depth: place.depth + 1, visible: [...place.visible], taken: new Set<string>() }
    return `switch (turn() % 3) { case 0: ${block(body)}\nbreak; case 1: ${block(body)}\ndefault: ${block(body)} }`
  },
  place => {
    const name = place.random.pick(NAMES)
    const isOwn = place.random.below(2) === 0
    const callee = `f${place.random.below(1e6)}`
    const parameter = isOwn ? `${name} = ${value(place)}` : ''
    return `see(${callee}()); function ${callee}(${parameter}) ${inner(place, isOwn ? [name] : [])}`
  },
  place => {
    const body = { ...place, depth: place.depth + 1, visible: [...place.visible], taken: new Set<string>() }
    const callee = `f${place.random.below(1e6)}`
    const call = place.random.below(4) === 0 ? `see(${callee}())` : 'turn()'
    return `{ ${call}; ${block(body)}\nsee(${callee}()); function ${callee}() ${inner(body)} }`
  },
  place => `see((function ${place.random.pick(NAMES)}() ${inner(place)})())`,
  place => `see([...(function* () ${inner(place)})()].length)`,
  place => `see(new (class { field = ${value(place)}; constructor() ${inner(place)} })().field)`,
  place =>
    `see(class { static { ${block({ ...place, depth: place.depth + 1, visible: [...place.visible], taken: new Set() })} } }.name)`,
]
