export default defineAppConfig({
  pages: ['pages/today/index'],
  subPackages: [{ root: 'employer', pages: ['home/index'] }],
  window: {
    navigationStyle: 'custom',
    navigationBarTitleText: '零工市场',
    backgroundColor: '#f5f3ec',
    backgroundTextStyle: 'dark',
  },
  // Pages change at once: nothing on the screen moves by itself.
  animation: false,
  requiredPrivateInfos: ['getFuzzyLocation'],
  permission: { 'scope.userFuzzyLocation': { desc: '用来告诉您哪些活离得近' } },
})
