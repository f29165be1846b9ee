export function proxies() {
  const log: string[] = []
  const target: Record<string, unknown> = { a: 1, hidden: 2 }
  const watched = new Proxy(target, {
    get: (object, key, receiver) => (log.push(`get ${String(key)}`), Reflect.get(object, key, receiver)),
    set: (object, key, value) => (log.push(`set ${String(key)}`), Reflect.set(object, key, value)),
    has: (object, key) => key !== 'hidden' && key in object,
    deleteProperty: (object, key) => (log.push(`delete ${String(key)}`), Reflect.deleteProperty(object, key)),
    ownKeys: object => Reflect.ownKeys(object).filter(key => key !== 'hidden'),
  })
  watched.b = watched.a
  delete watched.a
  const callable = new Proxy(
    function add(a: number, b: number) {
      return a + b
    },
    {
      apply: (add, self, values) => Reflect.apply(add, self, values) * 100,
      construct: (_, values) => ({ made: values.length }),
    },
  )
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  let revoked = ''
  try {
    Reflect.ownKeys(proxy)
  } catch (error) {
    revoked = (error as Error).name
  }
  const negative = new Proxy([1, 2, 3], {
    get: (list, key, receiver) =>
      typeof key === 'string' && /^-\d+$/.test(key) ? list.at(Number(key)) : Reflect.get(list, key, receiver),
  })
  const frozen = Object.freeze({ deep: { x: 1 } })
  return {
    log,
    keys: Object.keys(watched),
    has: ['hidden' in watched, 'b' in watched],
    json: JSON.stringify(watched),
    callable: [callable(1, 2), new (callable as unknown as new (...values: number[]) => object)(1, 2, 3)],
    revoked,
    negative: [negative[-1 as never], negative.length, Array.isArray(negative)],
    reflect: [
      Reflect.has({ x: 1 }, 'x'),
      Reflect.set(frozen, 'deep', 0),
      Reflect.ownKeys({ [Symbol.for('s')]: 1 }).map(String),
    ],
    constructed: Reflect.construct(Date, [0]).toISOString(),
  }
}
