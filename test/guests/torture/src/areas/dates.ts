/** Dates with explicit arguments; the clock and the time zone of a component are fixed, and not looked at. */
export function dates() {
  const leap = new Date(Date.UTC(2024, 1, 29, 12, 30, 15, 250))
  const later = new Date(leap.getTime() + 366 * 86_400_000)
  const parsed = Date.parse('2026-08-01T10:00:00+02:00')
  return {
    iso: [leap.toISOString(), later.toISOString(), new Date(parsed).toJSON()],
    parts: [leap.getUTCFullYear(), leap.getUTCMonth(), leap.getUTCDay(), leap.getUTCMilliseconds()],
    overflow: new Date(Date.UTC(2023, 12, 32)).toISOString(),
    invalid: [Number.isNaN(new Date('no date').getTime()), Number.isNaN(Date.UTC(Number.NaN))],
    compared: [leap < later, +later - +leap],
    set: new Date(new Date(0).setUTCFullYear(2000, 1, 29)).toISOString(),
  }
}
