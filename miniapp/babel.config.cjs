// Read by Taro's webpack runner. `.cjs` because this package is ESM.
module.exports = {
  presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5', useBuiltIns: false }]],
};
