import { rawComponent, rawModule, repeated } from '../support/raw-wasm.ts'
import { ONE_PAGE } from '../support/tool-plugin.ts'
import { type Attack, attacksOf } from './attack.ts'

const CORE_MODULE = 1
const CORE_TYPES = 3
const COMPONENT = 4
const INSTANCES = 5
const TYPES = 7

const QUIET = '(i32.const 0)'
const TOO_MANY = 'more than 500000 items'

/** `(type (list u8))` */
const LIST = [0x70, 0x7d]
/** `(instance (instantiate 0))` */
const INSTANCE = [0, 0, 0]

const manyTypes = rawComponent([TYPES, repeated(490_000, ...LIST)])

const manyFunctions = rawModule(
  [1, repeated(1, 0x60, 0, 0)],
  [3, repeated(240_000, 0)],
  [10, repeated(240_000, 2, 0, 0x0b)],
)

const manyGlobals = rawModule([6, repeated(450_000, 0x7f, 0, 0x41, 0, 0x0b)])

const manyParameters = Array.from({ length: 2_000 }, (_, index) => `(param "p${index}" u8)`).join('')

/** Guests that are small as files and large as what a loader makes of them. */
export const HEAP_ATTACKS: readonly Attack[] = attacksOf([
  ['490,000 types of a component', manyTypes, 'load-refused', TOO_MANY],
  [
    '490,000 core types outside a module',
    rawComponent([CORE_TYPES, repeated(490_000, 0x60, 0, 0)]),
    'load-refused',
    TOO_MANY,
  ],
  [
    '490,000 instances of nothing',
    rawComponent([INSTANCES, repeated(490_000, 1, 0)]),
    'load-refused',
    TOO_MANY,
  ],
  ['240,000 functions', rawComponent([CORE_MODULE, manyFunctions]), 'load-refused', TOO_MANY],
  [
    'three modules that are each as large as one may be',
    rawComponent([CORE_MODULE, manyGlobals], [CORE_MODULE, manyGlobals], [CORE_MODULE, manyGlobals]),
    'load-refused',
    TOO_MANY,
  ],
  [
    'a component of a thousand types that is instantiated 63 times',
    rawComponent(
      [COMPONENT, rawComponent([TYPES, repeated(1_000, ...LIST)])],
      [INSTANCES, repeated(63, ...INSTANCE)],
    ),
    'load-refused',
    'component instances of more than 500000 items',
  ],
  [
    'a function of 2,000 parameters',
    `(component (type (func ${manyParameters})))`,
    'load-refused',
    'function of 2000 parameters',
  ],
  [
    'a host API that is imported twice',
    `(component
      (import "yoi:host/fs@1.0.0" (instance $a)) (import "yoi:host/fs@1.0.0" (instance $b)))`,
    ['load-refused', 'denied:host_api.fs'],
  ],
  [
    'a function that is 25 times as large with its meter',
    { fields: `${ONE_PAGE} (func (drop ${QUIET} ${'memory.grow '.repeat(250_000)}))`, call: QUIET },
    'load-refused',
    'function body 0 is too large to meter',
  ],
  [
    'a module that is 25 times as large with its meter',
    {
      fields: `${ONE_PAGE} ${`(func (drop ${QUIET} ${'memory.grow '.repeat(140_000)}))`.repeat(25)}`,
      call: QUIET,
    },
    'load-refused',
    'the core module is too large to meter: more than 33554432 bytes',
  ],
])
