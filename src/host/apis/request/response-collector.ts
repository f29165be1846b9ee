import { REQUEST_LIMITS } from '../../../contract/limits.ts'
import type { HttpHeader } from '../../network/http-header.ts'
import type { TransportFailure } from '../../network/transport-failure.ts'
import type { RawResponse } from './send-request.ts'

/** What the host's HTTP library takes; one more, and there is no answer. */
const MAX_RESPONSE_HEADERS = 100

/** Collects one answer as far as the host reads it. */
export class ResponseCollector {
  private status = 0
  private headers: readonly HttpHeader[] = []
  private readonly chunks: Buffer[] = []
  private byteLength = 0

  /** @param raw names and values in turn, as they arrived @returns why there is no answer, or null */
  start(status: number, raw: readonly Buffer[]): TransportFailure | null {
    const count = raw.length / 2
    if (count > MAX_RESPONSE_HEADERS)
      return {
        problem: 'too-large',
        message: `the answer has ${count} headers, more than ${MAX_RESPONSE_HEADERS}`,
      }
    this.status = status
    this.headers = Array.from({ length: count }, (_, index) => ({
      name: raw[2 * index]!.toString('latin1').toLowerCase(),
      value: raw[2 * index + 1]!.toString('latin1'),
    }))
    return null
  }

  /** @returns whether more than enough has come: one byte beyond the limit tells that the body is longer */
  add(chunk: Buffer): boolean {
    const room = REQUEST_LIMITS.responseBodyBytes + 1 - this.byteLength
    this.chunks.push(chunk.subarray(0, room))
    this.byteLength += Math.min(room, chunk.length)
    return this.byteLength > REQUEST_LIMITS.responseBodyBytes
  }

  finish(): RawResponse {
    const { responseBodyBytes } = REQUEST_LIMITS
    const bytes = Buffer.concat(this.chunks)
    return {
      status: this.status,
      headers: this.headers,
      body: bytes.toString('utf8', 0, responseBodyBytes),
      truncated: bytes.length > responseBodyBytes,
    }
  }
}
