import path from 'node:path'
import { defineConfig, type UserConfigExport } from '@tarojs/cli'

const packageFolder = path.resolve(__dirname, '..')
const sharedSource = path.resolve(packageFolder, '../shared/src')

/**
 * Attributes that reach a screen reader. Taro's weapp templates list every attribute they may carry,
 * and without this list aria-* and `role` set in React never get to the phone.
 */
const spokenAttributes = {
  'aria-label': '',
  'aria-role': '',
  'aria-hidden': '',
  'aria-live': '',
  'aria-checked': '',
  'aria-disabled': '',
}

/**
 * Dependencies that ship syntax newer than ES5 (private fields, `??`, classes) go through babel as our
 * own code does: WeChat on an old phone parses none of it.
 */
const shipsModernSyntax = (file: string): boolean =>
  file.startsWith(sharedSource) ||
  /[\\/]node_modules[\\/](?:\.pnpm[\\/][^\\/]+[\\/]node_modules[\\/])?(?:zustand|uqr|jsqr|@noble[\\/](?:curves|hashes))[\\/]/.test(file)

export default defineConfig<'webpack5'>(async (): Promise<UserConfigExport<'webpack5'>> => ({
  projectName: 'day-labour-market',
  date: '2026-11-23',
  designWidth: 375,
  deviceRatio: { 375: 2, 640: 1.17, 750: 1, 828: 0.905 },
  sourceRoot: 'src',
  outputRoot: `dist/${process.env.TARO_ENV}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: true },
  plugins: [
    ['@tarojs/plugin-inject', {
      components: {
        View: spokenAttributes,
        Text: spokenAttributes,
        Image: spokenAttributes,
        Button: spokenAttributes,
        Input: spokenAttributes,
        Textarea: spokenAttributes,
        Picker: spokenAttributes,
        Canvas: spokenAttributes,
        ScrollView: spokenAttributes,
      },
    }],
  ],
  alias: {
    '@': path.resolve(packageFolder, 'src'),
    '@market/shared': sharedSource,
    // Two copies of the framework plug-in make H5 fail with "useContext is not a function".
    '@tarojs/plugin-framework-react': path.resolve(packageFolder, 'node_modules/@tarojs/plugin-framework-react'),
  },
  defineConstants: {
    /** Where the mini-program finds the API. H5 is served by the API itself, so there it is the same origin. */
    'process.env.TARO_APP_API': JSON.stringify(
      process.env.TARO_ENV === 'h5' ? '' : (process.env.TARO_APP_API ?? 'http://127.0.0.1:8080'),
    ),
  },
  terser: {
    enable: true,
    // With the default (quoted keys) the H5 bundle holds invalid code for private fields.
    config: { output: { quote_keys: false } },
  },
  mini: {
    compile: { include: [shipsModernSyntax] },
    // One CSS px is one point on every phone, in both builds: sizes in the style sheets are the sizes of
    // the guideline, and large type grows with the person's choice, not with the width of the phone.
    postcss: { pxtransform: { enable: false }, cssModules: { enable: false } },
    optimizeMainPackage: { enable: true },
  },
  h5: {
    publicPath: '/',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    compile: { include: [shipsModernSyntax] },
    postcss: { pxtransform: { enable: false }, autoprefixer: { enable: true }, cssModules: { enable: false } },
    // Webpack's advice on sizes is for pages without a cache; ours is read again every morning.
    webpackChain: (chain) => chain.performance.hints(false),
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
  },
}))
