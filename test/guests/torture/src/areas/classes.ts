abstract class Shape {
  static #count = 0
  static readonly registry: string[] = []
  static {
    Shape.registry.push('static block')
  }
  static get count() {
    return Shape.#count
  }
  static isShape(value: unknown): boolean {
    return typeof value === 'object' && value !== null && #secret in value
  }

  readonly #secret: number
  readonly kind: string
  readonly target = new.target === undefined

  constructor(secret: number) {
    this.#secret = secret
    this.kind = new.target.name
    Shape.#count++
  }
  abstract area(): number
  get secret() {
    return this.#double()
  }
  set secret(value: number) {
    throw new TypeError(`secret is not ${value}`)
  }
  #double() {
    return this.#secret * 2
  }
  toString() {
    return `${this.kind} of ${this.area()}`
  }
  [Symbol.toPrimitive](hint: string) {
    return hint === 'number' ? this.area() : this.toString()
  }
}

class Square extends Shape {
  constructor(readonly side: number) {
    super(side)
  }
  override area() {
    return this.side ** 2
  }
}

class Cube extends Square {
  static override isShape(value: unknown) {
    return super.isShape(value) && value instanceof this
  }
  override area() {
    return 6 * super.area()
  }
  override toString = () => `arrow ${super.toString()}`
}

const Serializable = <Base extends new (...values: any[]) => object>(base: Base) =>
  class extends base {
    serialize() {
      return JSON.stringify(this)
    }
  }

class Point {
  constructor(
    public x: number,
    public y: number,
  ) {}
}

class List extends Array<number> {
  get total() {
    return this.reduce((sum, value) => sum + value, 0)
  }
  static override get [Symbol.species]() {
    return Array
  }
}

class Failure extends Error {
  override name = 'Failure'
  constructor(
    message: string,
    readonly code: number,
  ) {
    super(message, { cause: code })
  }
}

export function classes() {
  const square = new Square(3)
  const cube = new Cube(2)
  const before = Shape.count
  new Cube(1)
  const key = 'computed'
  const Computed = class {
    static [`${key}Static`] = 1;
    [key]() {
      return key
    }
    static async *[Symbol.asyncIterator]() {}
  }
  let refusal = ''
  try {
    square.secret = 1
  } catch (error) {
    refusal = String(error)
  }
  let stolen = ''
  try {
    Object.getOwnPropertyDescriptor(Shape.prototype, 'secret')!.get!.call({})
  } catch (error) {
    stolen = (error as Error).name
  }
  const list = List.from([1, 2, 3]) as List
  const failure = new Failure('no', 7)
  return {
    text: [`${square}`, `${cube}`, +square, +cube],
    secret: [square.secret, cube.secret],
    isShape: [Shape.isShape(square), Shape.isShape({}), Cube.isShape(square), Cube.isShape(cube)],
    counted: Shape.count - before,
    registry: Shape.registry,
    mixin: new (Serializable(Point))(1, 2).serialize(),
    computed: [new Computed()[key](), Computed.computedStatic, Symbol.asyncIterator in Computed],
    refusal,
    stolen,
    list: [list.total, list.length, list.map(value => value) instanceof List, list instanceof Array],
    failure: [
      failure instanceof Failure,
      failure instanceof Error,
      String(failure),
      failure.code,
      failure.cause,
    ],
    target: square.target,
    names: [Square.name, Cube.length, Object.getPrototypeOf(Cube) === Square],
  }
}
