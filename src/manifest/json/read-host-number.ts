const U64_MAX = 2n ** 64n - 1n
const I64_MIN_MAGNITUDE = 2n ** 63n
const I32_MAX = 2 ** 31 - 1

/**
 * Reads a JSON number as the host does: integers of 64 bits stay exact, everything else becomes a double. The host's
 * JSON library scales the digits by one multiplication or division, so the last bit can differ from JavaScript's own
 * reading; that is repeated here.
 * @param text a number by the JSON grammar, e.g. `-1.50e3`
 * @returns a bigint for an integer, a number for a float, or null when the host refuses it as out of range
 * @source host contract 6.5, 6.7 (serde_json 1.0.149 without `float_roundtrip`)
 */
export function readHostNumber(text: string): bigint | number | null {
  const [, minus, integer, fraction, exponent] = NUMBER_PARTS.exec(text) as unknown as NumberParts
  const isNegative = minus === '-'
  const whole = addDigits({ significand: 0n, exponent: 0 }, integer)
  const isLong = whole.used < integer.length
  if (!isLong && fraction === undefined && exponent === undefined)
    return signInteger(whole.significand, isNegative)
  const start = { significand: whole.significand, exponent: integer.length - whole.used }
  const decimal = addDigits(start, fraction ?? '')
  const power = decimal.exponent - decimal.used
  return signFloat(scale(decimal.significand, power, exponent), isNegative)
}

const NUMBER_PARTS = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/
type NumberParts = [string, string, string, string | undefined, string | undefined]

interface Decimal {
  readonly significand: bigint
  readonly exponent: number
}

/** Takes digits while they fit 64 bits; `used` counts those taken. The rest of a fraction is ignored by the host. */
function addDigits(start: Decimal, digits: string): Decimal & { readonly used: number } {
  let significand = start.significand
  let used = 0
  for (const digit of digits) {
    const next = significand * 10n + BigInt(digit)
    if (next > U64_MAX) break
    significand = next
    used += 1
  }
  return { significand, exponent: start.exponent, used }
}

/** `-0` and integers below 64 bits are floats to the host. */
function signInteger(magnitude: bigint, isNegative: boolean): bigint | number {
  if (!isNegative) return magnitude
  return magnitude === 0n || magnitude > I64_MIN_MAGNITUDE ? -Number(magnitude) : -magnitude
}

function scale(significand: bigint, power: number, exponentText: string | undefined): number {
  const exponent = Number(exponentText ?? 0)
  if (Math.abs(exponent) > I32_MAX) return significand !== 0n && exponent > 0 ? Infinity : 0
  let result = Number(significand)
  let remaining = power + exponent
  while (remaining < -308 && result !== 0) {
    result /= 1e308
    remaining += 308
  }
  if (result === 0) return 0
  if (remaining > 308) return Infinity
  return remaining >= 0 ? result * powerOfTen(remaining) : result / powerOfTen(-remaining)
}

/** Parsed, not computed: `10 ** n` is not the nearest double for every n. */
function powerOfTen(exponent: number): number {
  return Number(`1e${exponent}`)
}

function signFloat(magnitude: number, isNegative: boolean): number | null {
  if (!Number.isFinite(magnitude)) return null
  return isNegative ? -magnitude : magnitude
}
