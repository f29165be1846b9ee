const DATETIME =
  /^(?<date>\d{4}-\d\d-\d\d)?[Tt ]?(?<time>\d\d:\d\d(?::\d\d)?)?(?:\.(?<fraction>\d+))?(?<offset>[Zz]|[+-]\d\d:\d\d)?$/

/** Nanoseconds are kept, finer digits are dropped. */
const FRACTION_DIGITS = 9

/** Spells a TOML date or time as the host prints it: `1979-05-27 07:32:00.500z` becomes `1979-05-27T07:32:00.5Z`. */
export function datetimeText(source: string): string {
  const { date, time, fraction, offset } = DATETIME.exec(source)?.groups ?? {}
  const digits = fraction?.slice(0, FRACTION_DIGITS).replace(/0+$/, '')
  const clock = time === undefined ? '' : `${date === undefined ? '' : 'T'}${time}`
  const zone = offset === '-00:00' ? '+00:00' : (offset?.toUpperCase() ?? '')
  return `${date ?? ''}${clock}${digits === undefined ? '' : `.${digits || '0'}`}${zone}`
}
