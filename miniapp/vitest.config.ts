import path from 'node:path'
import { defineConfig } from 'vitest/config'

const stub = (name: string): string => path.resolve(import.meta.dirname, 'test/stubs', name)

/** Rules, hooks and components in jsdom, with Taro's two packages replaced by small stubs. */
export default defineConfig({
  resolve: { alias: { '@tarojs/components': stub('components.tsx'), '@tarojs/taro': stub('taro.ts') } },
  define: {
    'process.env.TARO_ENV': JSON.stringify('h5'),
    'process.env.TARO_APP_API': JSON.stringify(''),
  },
  test: {
    name: 'miniapp',
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: [stub('setup.ts')],
    restoreMocks: true,
  },
})
