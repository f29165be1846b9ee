/**
 * What measured processes get. With NODE_EXTRA_CA_CERTS Node reads that file at every start, before it runs anything: 38 ms
 * with the file of a Debian system, which are no part of any command.
 */
export function measuredEnvironment() {
  const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env
  return environment
}
