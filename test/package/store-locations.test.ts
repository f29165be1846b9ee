import { describe, expect, test } from 'vitest'
import { storeLocations } from '../../src/package/store-locations.ts'

const userPaths = (env: Record<string, string>) =>
  storeLocations('/w', env)
    .filter(store => store.source === 'user')
    .map(store => `${store.path} ${store.readBy}`)

describe('storeLocations', () => {
  test('names both candidate user stores, then the project store', () => {
    expect(storeLocations('/w', { HOME: '/h' })).toEqual([
      { source: 'user', path: '/h/.local/share/yoi/yoi/plugins', readBy: 'yoi plugin' },
      { source: 'user', path: '/h/.local/share/yoi/plugins', readBy: 'yoi library' },
      { source: 'project', path: '/w/.yoi/plugins', readBy: 'both' },
    ])
  })

  test.each([
    [{ HOME: '/h', XDG_DATA_HOME: '/x' }, ['/x/yoi/yoi/plugins yoi plugin', '/x/yoi/plugins yoi library']],
    [
      { HOME: '/h', YOI_HOME: '/y' },
      ['/y/yoi/plugins yoi plugin', '/h/.local/share/yoi/plugins yoi library'],
    ],
    [
      { HOME: '/h', YOI_HOME: '/y', YOI_DATA_DIR: '/d' },
      ['/d/yoi/plugins yoi plugin', '/h/.local/share/yoi/plugins yoi library'],
    ],
    [{ XDG_DATA_HOME: '/x', YOI_DATA_DIR: '/x' }, ['/x/yoi/plugins both']],
    [{}, []],
  ])('follows the environment %j', (env, expected) => {
    expect(userPaths(env)).toEqual(expected)
  })
})
