export function numbers() {
  return {
    text: [0.1 + 0.2, 1e21, 1e-7, -0, 123456789.125, 5e-324, 2 ** 53 + 1].map(String),
    fixed: [
      (1.005).toFixed(2),
      (25).toString(36),
      (0.5).toString(2),
      (1234.5678).toExponential(2),
      (0.00001).toPrecision(1),
    ],
    parsed: ['0x1f', '1_0', ' 12 ', '', '1e3', 'Infinity', '.5.'].map(text => String(Number(text))),
    integers: [Number.parseInt('12px', 10), Number.parseInt('zz', 36), Number.parseFloat('3.14abc')],
    bits: [-1 >>> 0, 1 << 31, 5 & -2, ~7, Math.clz32(1), Math.imul(0xffffffff, 5)],
    rounded: [
      Math.round(-0.5),
      Math.trunc(-4.7),
      Math.sign(-3),
      Math.hypot(3, 4),
      Math.cbrt(27),
      Math.fround(5.5),
    ].map(value => (Object.is(value, -0) ? '-0' : value)),
    special: [Number.isInteger(5.0), Number.isSafeInteger(2 ** 53), Object.is(Number.NaN, 0 / 0)],
    remainder: [-7 % 3, 7.5 % 2, 2 ** -1, (-8) ** (1 / 3)].map(String),
    json: JSON.stringify([1e300, -1.5, 1 / 3, Number.NaN]),
  }
}
