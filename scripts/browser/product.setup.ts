import type { TestProject } from 'vitest/node'
import { startProduct, type Address } from './product'

declare module 'vitest' {
  interface ProvidedContext {
    product: Address
  }
}

/** The product is started once for all stories: each brings people of its own. */
export default async function startOnce(project: TestProject): Promise<() => Promise<void>> {
  const product = await startProduct()
  project.provide('product', { url: product.url, gateLink: product.gateLink })
  return async () => {
    const code = await product.stop()
    if (code !== 0) throw new Error(`npm start ended with ${code} when it was stopped`)
  }
}
