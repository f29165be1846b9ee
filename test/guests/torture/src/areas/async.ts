const order: string[] = []

async function step(name: string, waits: number): Promise<string> {
  for (let turn = 0; turn < waits; turn++) await null
  order.push(name)
  return name
}

async function* countdown(from: number): AsyncGenerator<number, string, undefined> {
  for (let left = from; left > 0; left--) {
    await step(`count ${left}`, 1)
    yield left
  }
  return 'done'
}

class Resource {
  static readonly open = new Set<string>()
  constructor(readonly name: string) {
    Resource.open.add(name)
  }
  async close(): Promise<void> {
    await null
    Resource.open.delete(this.name)
  }
}

async function withResource<T>(name: string, use: (resource: Resource) => Promise<T>): Promise<T> {
  const resource = new Resource(name)
  try {
    return await use(resource)
  } finally {
    await resource.close()
  }
}

export async function asyncFunctions() {
  order.length = 0
  const all = await Promise.all([step('slow', 5), step('fast', 1), 'plain'])
  const race = await Promise.race([step('late', 9), step('early', 2)])
  const settled = await Promise.allSettled([step('kept', 0), Promise.reject(new RangeError('broken'))])
  const any = await Promise.any([Promise.reject(new Error('first')), step('any', 1)])
  const none = await Promise.any([Promise.reject(1), Promise.reject(2)]).catch(
    (error: AggregateError) => `${error.name} ${error.errors}`,
  )
  const counted: number[] = []
  for await (const left of countdown(3)) counted.push(left)
  const mixed: unknown[] = []
  for await (const value of [1, Promise.resolve(2), { three: 3 }]) mixed.push(value)
  const failed = await withResource('file', async resource => {
    await null
    throw new TypeError(`${resource.name} ${Resource.open.size}`)
  }).catch((error: Error) => error.message)
  const thenable = await { then: (resolve: (value: string) => void) => resolve('thenable') }
  const chained = await Promise.resolve(1)
    .then(value => value + 1)
    .finally(() => order.push('finally'))
    .then(value => {
      throw value * 10
    })
    .catch((value: number) => value + 1)
  return {
    all,
    race,
    settled: settled.map(result => (result.status === 'fulfilled' ? result.value : String(result.reason))),
    any,
    none,
    counted,
    mixed,
    failed,
    open: Resource.open.size,
    thenable,
    chained,
    order: [...order],
  }
}
