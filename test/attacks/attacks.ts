import { ABI_ATTACKS } from './abi-attacks.ts'
import type { Attack } from './attack.ts'
import { EXECUTION_ATTACKS } from './execution-attacks.ts'
import { HANDLE_ATTACKS } from './handle-attacks.ts'
import { HEAP_ATTACKS } from './heap-attacks.ts'
import { HOST_CALL_ATTACKS } from './host-call-attacks.ts'
import { MODULE_ATTACKS } from './module-attacks.ts'
import { SIZE_ATTACKS } from './size-attacks.ts'

/** Every attack of the suite. */
export const ATTACKS: readonly Attack[] = [
  ...EXECUTION_ATTACKS,
  ...SIZE_ATTACKS,
  ...HEAP_ATTACKS,
  ...ABI_ATTACKS,
  ...HANDLE_ATTACKS,
  ...MODULE_ATTACKS,
  ...HOST_CALL_ATTACKS,
]
