import { asyncFunctions } from './areas/async.ts'
import { bigints } from './areas/bigints.ts'
import { blockScopes } from './areas/block-scopes.ts'
import { classes } from './areas/classes.ts'
import { collections } from './areas/collections.ts'
import { cycles } from './areas/cycles.ts'
import { dates } from './areas/dates.ts'
import { errors } from './areas/errors.ts'
import { generators } from './areas/generators.ts'
import { newer } from './areas/newer.ts'
import { numbers } from './areas/numbers.ts'
import { packages } from './areas/packages.ts'
import { patterns } from './areas/patterns.ts'
import { proxies } from './areas/proxies.ts'
import { strings } from './areas/strings.ts'
import { syntax } from './areas/syntax.ts'
import { typedArrays } from './areas/typed-arrays.ts'
import { unicode } from './areas/unicode.ts'

type Answers = Readonly<Record<string, unknown>>

/** Every area gives JSON values by name; none depends on the engine, the clock or chance. */
export const areas: ReadonlyMap<string, () => Answers | Promise<Answers>> = new Map(
  Object.entries({
    async: asyncFunctions,
    bigints,
    'block-scopes': blockScopes,
    classes,
    collections,
    cycles,
    dates,
    errors,
    generators,
    newer,
    numbers,
    packages,
    patterns,
    proxies,
    strings,
    syntax,
    'typed-arrays': typedArrays,
    unicode,
  }),
)
