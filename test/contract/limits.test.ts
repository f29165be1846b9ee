import { describe, expect, test } from 'vitest'
import { HOST_DIAGNOSTIC_KINDS, HOST_PHASES, PACKAGE_SOURCES } from '../../src/contract/diagnostics.ts'
import { DEFAULT_HOST_REVISION, HOST_REVISIONS } from '../../src/contract/host-revisions.ts'
import {
  CALL_LIMITS,
  FS_LIMITS,
  NAME_LIMITS,
  PACKAGE_LIMITS,
  PDK_LIMITS,
  REQUEST_LIMITS,
  WASM_PAGE_BYTES,
  WEBSOCKET_LIMITS,
} from '../../src/contract/limits.ts'
import { LEGACY, SURFACES } from '../../src/contract/names.ts'
import { CREDENTIAL_HEADERS, REQUEST_METHODS } from '../../src/contract/request-rules.ts'
import { HOST_API_FUNCTIONS, HOST_API_INTERFACES, WORLD_EXPORTS } from '../../src/contract/worlds.ts'

/** Every number and name of src/contract, stated again as the host contract spells it. */
describe('the contract', () => {
  test('2.1: bounds of packages', () => {
    expect(PACKAGE_LIMITS).toEqual({
      packagesPerStore: 128,
      packageBytes: 16_777_216,
      manifestBytes: 65_536,
      entries: 512,
      fileBytes: 8_388_608,
      totalBytes: 67_108_864,
    })
  })

  test('1.2, 1.4, 1.7: bounds of names', () => {
    expect(NAME_LIMITS).toEqual({ safeIdBytes: 128, toolNameBytes: 128, tomlNestingDepth: 80 })
  })

  test('6.3: bounds of a call', () => {
    expect(CALL_LIMITS).toEqual({
      inputBytes: 65_536,
      outputBytes: 65_536,
      summaryBytes: 1_024,
      contentBytes: 65_536,
      jsonNestingDepth: 127,
      errorDetailBytes: 512,
    })
    expect(WASM_PAGE_BYTES).toBe(65_536)
  })

  test('10.1: bounds of the SDK', () => {
    expect(PDK_LIMITS).toEqual({
      summaryBytes: 1_024,
      contentBytes: 60_416,
      errorMessageBytes: 4_096,
      toolNameBytes: 1_024,
    })
  })

  test('7.3: bounds of fs', () => {
    expect(FS_LIMITS).toEqual({
      requestBytes: 65_536,
      pathBytes: 4_096,
      rootBytes: 4_096,
      readBytes: 65_536,
      listEntries: 256,
      writeBytes: 65_536,
      shownPathBytes: 160,
    })
  })

  test('7.1: bounds and words of request', () => {
    expect(REQUEST_LIMITS).toEqual({
      descriptorBytes: 49_152,
      headers: 16,
      headerNameBytes: 64,
      headerValueBytes: 1_024,
      bodyBytes: 32_768,
      responseBodyBytes: 65_536,
      responseHeaders: 16,
      responseHeaderValueBytes: 1_024,
      timeoutMs: 5_000,
    })
    expect(REQUEST_METHODS.join(' ')).toBe('GET POST PUT PATCH DELETE')
    expect(CREDENTIAL_HEADERS.join(', ')).toBe(
      'authorization, proxy-authorization, cookie, set-cookie, x-api-key, x-auth-token, api-key, apikey',
    )
  })

  test('7.2: bounds of websocket', () => {
    expect(WEBSOCKET_LIMITS).toEqual({
      descriptorBytes: 8_192,
      openHandles: 4,
      textBytes: 32_768,
      frameBytes: 32_768,
      messageBytes: 65_536,
      skippedControlFrames: 16,
      connectTimeoutMs: 5_000,
      sendTimeoutMs: 5_000,
      closeTimeoutMs: 5_000,
      defaultReceiveTimeoutMs: 5_000,
      maxReceiveTimeoutMs: 30_000,
      handleAgeMs: 900_000,
    })
  })

  test('6.3: limits of the first released host', () => {
    expect(DEFAULT_HOST_REVISION).toBe(HOST_REVISIONS[0])
    expect(DEFAULT_HOST_REVISION).toMatchObject({
      id: 'yoi-2026-08',
      commit: 'b12e0785e2efb26ce0bbb8013bfa09af97eefaf1',
      componentBytes: 8_388_608,
      memoryPages: 32,
      tableElements: 256,
      coreInstances: 1,
      tables: 1,
      memories: 1,
      fuelPerCall: 5_000_000,
      toolCallWallMs: 1_000,
    })
  })

  test('1.9: words of diagnostics', () => {
    expect(HOST_DIAGNOSTIC_KINDS.join(' ')).toBe(
      'missing duplicate ambiguous version digest api surface grant malformed traversal bounds io',
    )
    expect(HOST_PHASES.join(' ')).toBe('discovery manifest resolution')
    expect(PACKAGE_SOURCES.join(' ')).toBe('user project builtin')
  })

  test('1.3, 1.5, 7.6: surfaces and retired names', () => {
    expect(SURFACES.join(' ')).toBe('hook tool service ingress wasm')
    expect(LEGACY).toMatchObject({
      runtimeKind: 'wasm',
      abi: 'yoi-plugin-wasm-1',
      httpsInterface: 'yoi:host/https@1.0.0',
    })
  })

  test('6.1: worlds and host APIs', () => {
    const spell = (list: readonly { name: string; params: readonly string[]; result: string }[]) =>
      list.map(each => `${each.name}(${each.params.join(', ')}) -> ${each.result}`)
    expect(spell(WORLD_EXPORTS['yoi:plugin/tool@1.0.0'])).toEqual(['call(string, string) -> string'])
    expect(spell(WORLD_EXPORTS['yoi:plugin/instance@1.0.0'])).toEqual([
      'start(string) -> string',
      'handle-tool(string, string) -> string',
      'handle-ingress(string, string) -> string',
      'status() -> string',
      'stop() -> string',
    ])
    expect(Object.values(HOST_API_INTERFACES)).toEqual([
      'yoi:host/request@1.0.0',
      'yoi:host/websocket@1.0.0',
      'yoi:host/fs@1.0.0',
    ])
    expect(spell(HOST_API_FUNCTIONS.request)).toEqual(['request(string) -> string'])
    expect(spell(HOST_API_FUNCTIONS.websocket)).toEqual([
      'open(string) -> string',
      'send-text(u32, string) -> string',
      'recv(u32, u32) -> string',
      'close(u32) -> string',
    ])
    expect(spell(HOST_API_FUNCTIONS.fs)).toEqual([
      'read(string) -> string',
      'list(string) -> string',
      'write(string) -> string',
    ])
  })
})
