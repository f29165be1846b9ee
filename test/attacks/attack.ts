import { type GuestParts, ONE_PAGE } from '../support/tool-plugin.ts'

type Guest = GuestParts | string | Uint8Array

/** A guest that wants something it must not have, and how its call must end. */
export interface Attack {
  readonly name: string
  /** Code for test/guests/tool.wat, or a whole component, as text or as bytes. */
  readonly guest: Guest
  /** `status`, `limit:<name>`, or `aborted`; several where the machine decides which bound is met first. */
  readonly outcome: string | readonly string[]
  /** A part of the message. */
  readonly message?: string
  /** What ends it when fuel does not: the guest then has fuel for years. */
  readonly endedBy?: 'deadline' | 'abort'
  /** How the host's `fs` answers; absent: the plugin has no host API. */
  readonly fs?: 'never' | 'shortly' | 'with a megabyte'
  /** Whether the host takes components of several parts, as its next release might. */
  readonly isComposed?: boolean
}

/** The columns of most attacks. */
export type Row = readonly [name: string, guest: Guest, outcome: Attack['outcome'], message?: string]

export function attacksOf(rows: readonly Row[], settings: Partial<Attack> = {}): Attack[] {
  return rows.map(([name, guest, outcome, message]) => ({
    name,
    guest,
    outcome,
    ...(message !== undefined && { message }),
    ...settings,
  }))
}

/** A tool component whose allocator and encoding are the test's own; `call` answers with nothing. */
export function guestWithAllocator(allocator: string, encoding = 'utf8'): string {
  return `(component
    (core module $guest ${ONE_PAGE}
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) ${allocator})
      (func (export "call") (param i32 i32 i32 i32) (result i32) (i32.const 0)))
    (core instance $main (instantiate $guest))
    (func (export "call") (param "tool" string) (param "input" string) (result string)
      (canon lift (core func $main "call") string-encoding=${encoding}
        (memory (core memory $main "memory")) (realloc (core func $main "realloc")))))`
}

/** The lift of an ordinary `call` from a core instance `$main`. */
export const LIFT_CALL = `(func (export "call") (param "tool" string) (param "input" string) (result string)
  (canon lift (core func $main "call")
    (memory (core memory $main "memory")) (realloc (core func $main "realloc"))))`
