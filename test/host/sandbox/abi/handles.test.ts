import { describe, expect, test } from 'vitest'
import { ComponentInstance } from '../../../../src/host/sandbox/abi/component-instance.ts'
import { dropHandle } from '../../../../src/host/sandbox/abi/handles.ts'
import type { ResourceType } from '../../../../src/host/sandbox/abi/layout.ts'

/** A resource of `owner` that writes down what was destroyed, and whether the owner was entered for it. */
function counted(owner: ComponentInstance) {
  const destroyed: [representation: number, isEntered: boolean][] = []
  const destructor = (representation: number) => destroyed.push([representation, owner.isEntered])
  const resource: ResourceType = { kind: 'resource', owner, destructor }
  return { resource, destroyed }
}

describe('a handle that is dropped', () => {
  test('runs the destructor inside the component that owns the resource', () => {
    const [owner, holder] = [new ComponentInstance(), new ComponentInstance()]
    const { resource, destroyed } = counted(owner)
    dropHandle(holder, holder.add({ resource, representation: 7 }, true), resource)
    expect(destroyed).toEqual([[7, true]])
    expect(owner.isEntered).toBe(false)
  })

  test('traps when the owner is being called', () => {
    const [owner, holder] = [new ComponentInstance(), new ComponentInstance()]
    const { resource, destroyed } = counted(owner)
    const index = holder.add({ resource, representation: 7 }, true)
    owner.enter()
    expect(() => dropHandle(holder, index, resource)).toThrow('cannot enter component instance')
    expect(destroyed).toEqual([])
  })

  test('runs the destructor at once when the owner drops it itself', () => {
    const owner = new ComponentInstance()
    const { resource, destroyed } = counted(owner)
    owner.enter()
    dropHandle(owner, owner.add({ resource, representation: 7 }, true), resource)
    expect(destroyed).toEqual([[7, true]])
  })

  test('is nobody’s destruction when it was borrowed', () => {
    const [owner, holder] = [new ComponentInstance(), new ComponentInstance()]
    const { resource, destroyed } = counted(owner)
    dropHandle(holder, holder.add({ resource, representation: 7 }, false), resource)
    expect(destroyed).toEqual([])
  })
})
