import { SpareChild } from '../host/sandbox/spare-child.io.ts'

/** Runs an action that ends in calls of tools: the process of the first sandbox starts now, while the plugin is read. */
export async function withSpareChild<Result>(
  action: (spare: SpareChild) => Promise<Result>,
): Promise<Result> {
  const spare = new SpareChild()
  try {
    return await action(spare)
  } finally {
    spare.close()
  }
}
