function factorial(n: bigint): bigint {
  return n <= 1n ? 1n : n * factorial(n - 1n)
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  let factor = base % modulus
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * factor) % modulus
    factor = (factor * factor) % modulus
  }
  return result
}

export function bigints() {
  const large = 2n ** 64n
  let mixed = ''
  try {
    mixed = String((1n as unknown as number) + 1)
  } catch (error) {
    mixed = (error as Error).name
  }
  return {
    factorial: factorial(30n).toString(),
    power: power(123456789n, 987654321n, 1000000007n).toString(),
    divided: [-7n / 2n, -7n % 2n, 7n / -2n].map(String),
    bits: [large - 1n, large >> 3n, -large >> 3n, ~large, large ^ 5n].map(value => value.toString(16)),
    wrapped: [BigInt.asUintN(8, 257n), BigInt.asIntN(8, 255n), BigInt.asIntN(64, large - 1n)].map(String),
    parsed: [BigInt('0xff'), BigInt('  42  '), BigInt(Number.MAX_SAFE_INTEGER) + 2n].map(String),
    compared: [1n < 2, 2n == (2 as unknown as bigint), 10n > 9.5, typeof 1n],
    mixed,
    sorted: [3n, 1, 2n, 0].sort((a, b) => (a < b ? -1 : 1)).map(String),
  }
}
