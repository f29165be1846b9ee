import { readFileSync } from 'node:fs'
import { asset } from '../../src/assets.io.ts'
import type { Attack } from './attack.ts'

const READS_FILE = readFileSync(asset('test/guests/reads-file.wat'), 'utf8')

/** reads-file.wat with other code in `call`, or in its allocator. */
function readsFile({ call, allocator }: { call?: string; allocator?: string }): string {
  const code = call === undefined ? READS_FILE : READS_FILE.replace(CALL, () => call)
  return allocator === undefined ? code : code.replace(ALLOCATOR, () => allocator)
}

const CALL = '(call $read (local.get 2) (local.get 3) (i32.const 16))'
const ALLOCATOR = '(local.get $pointer))'

/** Guests that turn on the host API that they were given. */
export const HOST_CALL_ATTACKS: readonly Attack[] = [
  {
    name: 'host calls without end',
    guest: readsFile({ call: `(loop ${CALL} (br 0)) (unreachable)` }),
    fs: 'shortly',
    outcome: ['limit:host-calls', 'trap'],
  },
  {
    name: 'a loop inside the allocator during a host call',
    guest: readsFile({
      allocator:
        '(if (i32.gt_u (local.get $pointer) (i32.const 1034)) (then (loop (br 0)))) (local.get $pointer))',
    }),
    fs: 'shortly',
    outcome: 'limit:fuel',
  },
  {
    name: 'a host call that is not answered, ended by the deadline',
    guest: READS_FILE,
    fs: 'never',
    endedBy: 'deadline',
    outcome: 'limit:wall',
  },
  {
    name: 'a host call that is not answered, ended by an abort',
    guest: READS_FILE,
    fs: 'never',
    endedBy: 'abort',
    outcome: 'aborted',
  },
  {
    name: 'an answer of a megabyte',
    guest: READS_FILE,
    fs: 'with a megabyte',
    outcome: 'trap',
    message: 'in a memory of 65536',
  },
  {
    name: 'a request past the memory',
    guest: readsFile({ call: '(call $read (i32.const 65000) (i32.const 1000) (i32.const 16))' }),
    fs: 'shortly',
    outcome: 'trap',
    message: 'in a memory of 65536',
  },
  {
    name: 'a request that is not UTF-8',
    guest: readsFile({ call: '(call $read (i32.const 32) (i32.const 1) (i32.const 16))' }).replace(
      '(memory (export "memory") 1)',
      '(memory (export "memory") 1) (data (i32.const 32) "\\ff")',
    ),
    fs: 'shortly',
    outcome: 'trap',
    message: 'not valid UTF-8',
  },
  {
    name: 'a misaligned place for the answer',
    guest: readsFile({ call: '(call $read (i32.const 0) (i32.const 0) (i32.const 17))' }),
    fs: 'shortly',
    outcome: 'trap',
    message: 'not aligned',
  },
  {
    name: 'a place for the answer past the memory',
    guest: readsFile({ call: '(call $read (i32.const 0) (i32.const 0) (i32.const 65532))' }),
    fs: 'shortly',
    outcome: 'trap',
    message: 'in a memory of 65536',
  },
]
