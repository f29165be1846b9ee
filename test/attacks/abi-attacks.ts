import { answer, ONE_PAGE } from '../support/tool-plugin.ts'
import { type Attack, attacksOf, guestWithAllocator, LIFT_CALL } from './attack.ts'

/** A component of one core module; `call` calls its only function, which is given by its body. */
interface Inner {
  readonly type: string
  readonly core: string
  /** Whether the result is one core value; otherwise it is stored where the caller says. */
  readonly isFlat?: boolean
}

/** One component calls a function of another, which answers with something that its type does not have. */
function composed({ type, core, isFlat = false }: Inner): string {
  const signature = isFlat ? '(result i32)' : '(param i32)'
  const call = isFlat ? '(drop (call $get))' : '(call $get (i32.const 64))'
  return `(component
    (component $inner
      (core module $code ${ONE_PAGE} (func (export "get") (result i32) ${core}))
      (core instance $code (instantiate $code))
      (func (export "get") (result ${type})
        (canon lift (core func $code "get") (memory (core memory $code "memory")))))
    (instance $inner (instantiate $inner))
    (core module $libc ${ONE_PAGE} ${REALLOC})
    (core instance $libc (instantiate $libc))
    (core func $get (canon lower (func $inner "get")
      (memory (core memory $libc "memory")) (realloc (core func $libc "realloc"))))
    (core module $guest
      (import "libc" "memory" (memory 1)) (import "inner" "get" (func $get ${signature}))
      (export "memory" (memory 0))
      ${REALLOC}
      (func (export "call") (param i32 i32 i32 i32) (result i32) ${call} (i32.const 0)))
    (core instance $main (instantiate $guest
      (with "libc" (instance $libc)) (with "inner" (instance (export "get" (func $get))))))
    ${LIFT_CALL})`
}

const REALLOC = '(func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))'

/** `call` calls an inner component, which calls back into the outer one. */
const REENTERING = `(component
  (core module $base (func (export "back")))
  (core instance $base (instantiate $base))
  (func $back (canon lift (core func $base "back")))
  (component $inner
    (import "back" (func $back))
    (core func $back_core (canon lower (func $back)))
    (core module $code (import "outer" "back" (func $back)) (func (export "go") (call $back)))
    (core instance $code (instantiate $code (with "outer" (instance (export "back" (func $back_core))))))
    (func (export "go") (canon lift (core func $code "go"))))
  (instance $inner (instantiate $inner (with "back" (func $back))))
  (core func $go (canon lower (func $inner "go")))
  (core module $guest (import "inner" "go" (func $go)) ${ONE_PAGE} ${REALLOC}
    (func (export "call") (param i32 i32 i32 i32) (result i32) (call $go) (i32.const 0)))
  (core instance $main (instantiate $guest (with "inner" (instance (export "go" (func $go))))))
  ${LIFT_CALL})`

/** Fills 64,000 bytes with pairs of the address 0 and a length. */
const manyPairs = (length: number) => `(local i32)
  (loop (i32.store (local.get 0) (i32.const 0)) (i32.store offset=4 (local.get 0) (i32.const ${length}))
    (br_if 0 (i32.lt_u (local.tee 0 (i32.add (local.get 0) (i32.const 8))) (i32.const 64000))))`

/** Guests that break the rules by which components pass values. */
export const ABI_ATTACKS: readonly Attack[] = [
  ...attacksOf([
    [
      'a pointer past the memory',
      { call: answer(70_000, 1) },
      'trap',
      '70000 + 1 bytes in a memory of 65536',
    ],
    ['a misaligned result', { call: '(i32.const 2)' }, 'trap', 'pointer 2 is not aligned to 4 bytes'],
    [
      'a result past the memory',
      { call: '(i32.const 65532)' },
      'trap',
      '65532 + 8 bytes in a memory of 65536',
    ],
    [
      'a string that is not UTF-8',
      { fields: `${ONE_PAGE} (data (i32.const 16) "\\ff\\fe")`, call: answer(16, 2) },
      'trap',
      'not valid UTF-8',
    ],
    [
      'a surrogate in UTF-8',
      { fields: `${ONE_PAGE} (data (i32.const 16) "\\ed\\a0\\80")`, call: answer(16, 3) },
      'trap',
      'not valid UTF-8',
    ],
    ['an empty answer', { call: answer(0, 0) }, 'bad-output', 'empty string'],
    [
      'an answer that is no JSON',
      { fields: `${ONE_PAGE} (data (i32.const 16) "hello")`, call: answer(16, 5) },
      'bad-output',
      'not valid JSON',
    ],
    [
      'a post-return of another type',
      {
        fields: `${ONE_PAGE} (func (export "post"))`,
        call: answer(0, 0),
        options: '(post-return (core func $main "post"))',
      },
      'load-refused',
      'post-return',
    ],
    [
      'an allocator that answers with the end of the memory',
      guestWithAllocator('(i32.const 65535)'),
      'trap',
      'in a memory of 65536',
    ],
    [
      'an allocator that answers with -1',
      guestWithAllocator('(i32.const -1)'),
      'trap',
      'in a memory of 65536',
    ],
    [
      'an allocator that does not align',
      guestWithAllocator('(i32.const 1025)', 'utf16'),
      'trap',
      'not aligned',
    ],
    [
      'an allocator that traps',
      guestWithAllocator('(unreachable)'),
      'trap',
      'unreachable instruction executed',
    ],
    ['an allocator that does not stop', guestWithAllocator('(loop (br 0)) (unreachable)'), 'limit:fuel'],
    [
      'an allocator that grows for ever',
      guestWithAllocator('(loop (drop (memory.grow (i32.const 1))) (br 0)) (unreachable)'),
      'limit:memory',
    ],
  ]),
  ...attacksOf(
    [
      [
        'a character that does not exist',
        composed({ type: 'char', core: '(i32.const 0xd800)', isFlat: true }),
        'trap',
        'char',
      ],
      [
        'an option that is neither',
        composed({ type: '(option u32)', core: '(i32.store8 (i32.const 32) (i32.const 7)) (i32.const 32)' }),
        'trap',
        '7',
      ],
      [
        'a list of 4 billion bytes',
        composed({ type: '(list u8)', core: '(i32.store (i32.const 4) (i32.const -1)) (i32.const 0)' }),
        'trap',
        'in a memory of 65536',
      ],
      [
        'a list whose size wraps around',
        composed({
          type: '(list u64)',
          core: '(i32.store (i32.const 4) (i32.const 0x20000000)) (i32.const 0)',
        }),
        'trap',
      ],
      [
        'lists in lists in lists that are all the same bytes',
        composed({ type: '(list (list (list u64)))', core: `${manyPairs(8_000)} (i32.const 0)` }),
        'limit:output',
      ],
      [
        'lists of tuples in lists that are all the same bytes',
        composed({ type: '(list (list (tuple u8 u8)))', core: `${manyPairs(8_000)} (i32.const 0)` }),
        'limit:output',
        'values of',
      ],
      [
        'a list of 8,000 strings that are all the same 28 KB',
        composed({
          type: '(list string)',
          core: `${manyPairs(0x7070)} (i32.store (i32.const 4) (i32.const 8000)) (i32.const 0)`,
        }),
        'limit:output',
      ],
    ],
    { isComposed: true },
  ),
  {
    name: 'a component that is called while it is being called',
    guest: REENTERING,
    outcome: 'trap',
    message: 'cannot enter component instance',
    isComposed: true,
  },
]
