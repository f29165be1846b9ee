import { trap } from '../guest-failure.ts'
import type { CanonicalContext } from './canonical-context.ts'
import type { ComponentInstance } from './component-instance.ts'
import type { Handle, ResourceType } from './layout.ts'

/** Takes an owned handle out of the instance. */
export function liftOwn(context: CanonicalContext, index: number, resource: ResourceType): Handle {
  const entry = context.instance.get(index, resource)
  if (!entry.isOwned || entry.lends > 0)
    trap(`handle index ${index} is borrowed or lent and cannot be given away`)
  context.instance.remove(index)
  return { resource, representation: entry.representation }
}

/** Reads a handle that stays in the instance; an owned one is lent until the call ends. */
export function liftBorrow(context: CanonicalContext, index: number, resource: ResourceType): Handle {
  const entry = context.instance.get(index, resource)
  if (entry.isOwned) {
    entry.lends++
    context.lent.push(() => {
      entry.lends--
    })
  }
  return { resource, representation: entry.representation }
}

export function lowerOwn(context: CanonicalContext, handle: Handle): number {
  return context.instance.add(handle, true)
}

/** The owner gets its own representation, anyone else a handle that must be dropped before the call returns. */
export function lowerBorrow(context: CanonicalContext, handle: Handle): number {
  const { instance } = context
  if (handle.resource.owner === instance) return handle.representation
  const index = instance.add(handle, false)
  const entry = instance.get(index, handle.resource)
  context.borrowed.push(() => {
    if (instance.isAlive(index, entry)) trap('a borrowed handle was not dropped before the call returned')
  })
  return index
}

export function dropHandle(instance: ComponentInstance, index: number, resource: ResourceType): void {
  const entry = instance.get(index, resource)
  if (entry.lends > 0) trap(`handle index ${index} is lent and cannot be dropped`)
  instance.remove(index)
  if (entry.isOwned) destroy(instance, resource, entry.representation)
}

/** A destructor is called like any function of the instance that it belongs to. */
function destroy(
  caller: ComponentInstance,
  { owner, destructor }: ResourceType,
  representation: number,
): void {
  if (destructor === null) return
  if (owner !== caller) owner.enter()
  destructor(representation)
  if (owner !== caller) owner.leave()
}
