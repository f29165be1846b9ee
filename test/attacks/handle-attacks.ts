import { ONE_PAGE } from '../support/tool-plugin.ts'
import { type Attack, attacksOf, LIFT_CALL } from './attack.ts'

/**
 * An inner component owns the resources `counter` and `other-thing`; `call` of the outer one runs `code` with the functions
 * `make`, `other`, `look` (borrows), `take` (takes over) and `drop`, all of which deal in handles.
 * @param look the body of `look`, which gets what the handle stands for
 */
function holding(code: string, look = '(local.get 0)'): string {
  return `(component
    (component $inner
      (core module $drops (func (export "drop") (param i32)))
      (core instance $drops (instantiate $drops))
      (type $counter_type (resource (rep i32) (dtor (core func $drops "drop"))))
      (type $other_type (resource (rep i32)))
      (export $counter "counter" (type $counter_type))
      (export $other "other-thing" (type $other_type))
      (core func $new (canon resource.new $counter_type))
      (core func $new_other (canon resource.new $other_type))
      (core func $drop (canon resource.drop $counter_type))
      (core module $code
        (import "r" "new" (func $new (param i32) (result i32)))
        (import "r" "other" (func $other (param i32) (result i32)))
        (import "r" "drop" (func $drop (param i32)))
        (func (export "make") (result i32) (call $new (i32.const 41)))
        (func (export "other") (result i32) (call $other (i32.const 42)))
        (func (export "look") (param i32) (result i32) ${look})
        (func (export "take") (param i32) (result i32) (local.get 0)))
      (core instance $r (export "new" (func $new)) (export "other" (func $new_other)) (export "drop" (func $drop)))
      (core instance $code (instantiate $code (with "r" (instance $r))))
      (func (export "make") (result (own $counter)) (canon lift (core func $code "make")))
      (func (export "other") (result (own $other)) (canon lift (core func $code "other")))
      (func (export "look") (param "self" (borrow $counter)) (result u32) (canon lift (core func $code "look")))
      (func (export "take") (param "self" (own $counter)) (result u32) (canon lift (core func $code "take"))))
    (instance $inner (instantiate $inner))
    (alias export $inner "counter" (type $counter))
    (core func $make (canon lower (func $inner "make")))
    (core func $other (canon lower (func $inner "other")))
    (core func $look (canon lower (func $inner "look")))
    (core func $take (canon lower (func $inner "take")))
    (core func $drop (canon resource.drop $counter))
    ${outer(code)})`
}

/** The module behind `call`, with the functions of `holding`. */
function outer(code: string): string {
  const functions = ['make', 'other', 'look', 'take', 'drop']
  return `(core module $guest
      (import "r" "make" (func $make (result i32))) (import "r" "other" (func $other (result i32)))
      (import "r" "look" (func $look (param i32) (result i32)))
      (import "r" "take" (func $take (param i32) (result i32)))
      (import "r" "drop" (func $drop (param i32)))
      ${ONE_PAGE} (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
      (func (export "call") (param i32 i32 i32 i32) (result i32) (local $h i32) ${code} (i32.const 0)))
    (core instance $r ${functions.map(name => `(export "${name}" (func $${name}))`).join(' ')})
    (core instance $main (instantiate $guest (with "r" (instance $r))))
    ${LIFT_CALL}`
}

/** The root owns a resource and does something with it where it may not call out: in its allocator. */
const MAKING_IN_THE_ALLOCATOR = `(component
  (type $counter (resource (rep i32)))
  (core func $new (canon resource.new $counter))
  (core module $guest
    (import "r" "new" (func $new (param i32) (result i32)))
    ${ONE_PAGE} (func (export "realloc") (param i32 i32 i32 i32) (result i32) (drop (call $new (i32.const 1))) (i32.const 1024))
    (func (export "call") (param i32 i32 i32 i32) (result i32) (i32.const 0)))
  (core instance $r (export "new" (func $new)))
  (core instance $main (instantiate $guest (with "r" (instance $r))))
  ${LIFT_CALL})`

/** A component keeps what it was lent, and a parent hands it on. */
const KEEPING_A_BORROW = `(component
  (component $owner
    (type $counter_type (resource (rep i32)))
    (export $counter "counter" (type $counter_type))
    (core func $new (canon resource.new $counter_type))
    (core module $code (import "r" "new" (func $new (param i32) (result i32)))
      (func (export "make") (result i32) (call $new (i32.const 41))))
    (core instance $code (instantiate $code (with "r" (instance (export "new" (func $new))))))
    (func (export "make") (result (own $counter)) (canon lift (core func $code "make"))))
  (instance $owner (instantiate $owner))
  (alias export $owner "counter" (type $counter))
  (component $keeper
    (import "counter" (type $counter (sub resource)))
    (core module $code (func (export "look") (param i32)))
    (core instance $code (instantiate $code))
    (func (export "look") (param "self" (borrow $counter)) (canon lift (core func $code "look"))))
  (instance $keeper (instantiate $keeper (with "counter" (type $counter))))
  (core func $make (canon lower (func $owner "make")))
  (core func $look (canon lower (func $keeper "look")))
  (core module $guest
    (import "r" "make" (func $make (result i32))) (import "r" "look" (func $look (param i32)))
    ${ONE_PAGE} (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
    (func (export "call") (param i32 i32 i32 i32) (result i32) (call $look (call $make)) (i32.const 0)))
  (core instance $r (export "make" (func $make)) (export "look" (func $look)))
  (core instance $main (instantiate $guest (with "r" (instance $r))))
  ${LIFT_CALL})`

/** Components that cheat with the handles of resources. */
export const HANDLE_ATTACKS: readonly Attack[] = attacksOf(
  [
    [
      'a handle that was never given',
      holding('(drop (call $look (i32.const 7)))'),
      'trap',
      'unknown handle index 7',
    ],
    ['the handle 0', holding('(drop (call $look (i32.const 0)))'), 'trap', 'unknown handle index 0'],
    ['a handle of -1', holding('(call $drop (i32.const -1))'), 'trap', 'unknown handle index 4294967295'],
    [
      'a handle that is used after it was dropped',
      holding('(local.set $h (call $make)) (call $drop (local.get $h)) (drop (call $look (local.get $h)))'),
      'trap',
      'unknown handle index 1',
    ],
    [
      'a handle that is dropped twice',
      holding('(local.set $h (call $make)) (call $drop (local.get $h)) (call $drop (local.get $h))'),
      'trap',
      'unknown handle index 1',
    ],
    [
      'a handle that is used after it was given away',
      holding(
        '(local.set $h (call $make)) (drop (call $take (local.get $h))) (drop (call $look (local.get $h)))',
      ),
      'trap',
      'unknown handle index 1',
    ],
    [
      'a handle of another resource',
      holding('(drop (call $look (call $other)))'),
      'trap',
      'handle index 1 is of another resource type',
    ],
    [
      'a handle of another resource that is dropped',
      holding('(call $drop (call $other))'),
      'trap',
      'handle index 1 is of another resource type',
    ],
    [
      'a representation that is dropped as if it were a handle',
      holding('(drop (call $look (call $make)))', '(call $drop (local.get 0)) (i32.const 0)'),
      'trap',
      'unknown handle index 41',
    ],
    ['a borrow that is not given back', KEEPING_A_BORROW, 'trap', 'a borrowed handle was not dropped'],
    [
      'a resource that is made in the allocator',
      MAKING_IN_THE_ALLOCATOR,
      'trap',
      'cannot leave component instance',
    ],
    ['70,000 handles', holding('(loop (drop (call $make)) (br 0))'), ['trap', 'limit:fuel']],
  ],
  { isComposed: true },
)
