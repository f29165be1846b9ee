import { decodeToolOutput } from '../../../src/host/decode-tool-output.ts'
import { type Judge, verdictOf } from '../conformance-case.ts'

export const judgeToolOutput: Judge = input => {
  const returned =
    typeof input.output_base64 === 'string' ? Buffer.from(input.output_base64, 'base64') : input.output
  if (typeof returned !== 'string' && !Buffer.isBuffer(returned)) return undefined
  const decoded = decodeToolOutput(returned)
  return verdictOf(decoded.ok, decoded.ok ? undefined : decoded.message)
}
