/** One header, as descriptors and answers spell it. @source host contract 7.1 */
export interface HttpHeader {
  readonly name: string
  readonly value: string
}
