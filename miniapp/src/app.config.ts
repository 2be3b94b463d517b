export default defineAppConfig({
  pages: ['pages/today/index'],
  subPackages: [{ root: 'employer', pages: ['home/index'] }],
  window: {
    navigationStyle: 'custom',
    navigationBarTitleText: '零工市场',
    backgroundColor: '#f5f3ec',
    backgroundTextStyle: 'dark',
  },
});
