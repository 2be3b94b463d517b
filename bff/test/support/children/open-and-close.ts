import { openStore } from '../../../src/store/open-store'
import { childArguments } from '../child'

try {
  const store = await openStore(childArguments().config)
  await store.close()
  console.log('opened')
} catch (error) {
  console.log(`${(error as Error).name}: ${(error as Error).message}`)
}
