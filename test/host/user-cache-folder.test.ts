import { describe, expect, test } from 'vitest'
import { userCacheFolder } from '../../src/host/user-cache-folder.ts'

const homeFolder = '/home/ada'

describe('the cache folder of a user', () => {
  test.each([
    ['linux', {}, '/home/ada/.cache/yoi-plugin/rewritten'],
    ['linux', { XDG_CACHE_HOME: '/var/cache/ada' }, '/var/cache/ada/yoi-plugin/rewritten'],
    ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/ada/.cache/yoi-plugin/rewritten'],
    ['darwin', {}, '/home/ada/Library/Caches/yoi-plugin/rewritten'],
  ] as const)('on %s with %j is %s', (platform, environment, folder) => {
    expect(userCacheFolder({ platform, environment, homeFolder })).toBe(folder)
  })

  test.each([
    ['linux', ''],
    ['linux', 'relative'],
    ['darwin', ''],
  ] as const)('on %s is none when the home folder is %j', (platform, home) => {
    const environment = { XDG_CACHE_HOME: 'relative' }
    expect(userCacheFolder({ platform, environment, homeFolder: home })).toBeUndefined()
    expect(userCacheFolder({ platform, environment: { XDG_CACHE_HOME: '/caches' }, homeFolder: home })).toBe(
      '/caches/yoi-plugin/rewritten',
    )
  })

  test('is none on Windows', () => {
    expect(userCacheFolder({ platform: 'win32', environment: {}, homeFolder })).toBeUndefined()
  })
})
