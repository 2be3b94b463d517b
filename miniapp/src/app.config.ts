export default defineAppConfig({
  pages: [
    'pages/today/index',
    'pages/register/index',
    'pages/find/index',
    'pages/job/index',
    'pages/agreement/index',
    'pages/mine/index',
    'pages/application/index',
    'pages/work-pass/index',
    'pages/inbox/index',
    'pages/market/index',
    'pages/markets/index',
    'pages/my-cases/index',
    'pages/crew/index',
    'pages/bind-phone/index',
    'pages/me/index',
  ],
  subPackages: [
    { root: 'employer', pages: ['home/index', 'jobs/index', 'scan/index', 'register/index', 'post/index', 'job/index'] },
    { root: 'staff', pages: ['duty/index', 'scan/index', 'desk/index', 'queue/index'] },
    { root: 'manager', pages: ['home/index', 'market-today/index', 'markets/index', 'market-profile/index', 'market-new/index', 'coverage/index', 'roster/index', 'grants/index', 'propose/index', 'person/index', 'audit/index'] },
  ],
  window: {
    navigationStyle: 'custom',
    navigationBarTitleText: '零工市场',
    backgroundColor: '#f5f3ec',
    backgroundTextStyle: 'dark',
  },
  // Pages change at once: nothing on the screen moves by itself.
  ...(process.env.TARO_ENV === 'h5' ? { animation: false } : {}),
  requiredPrivateInfos: ['getFuzzyLocation', 'chooseLocation'],
  permission: { 'scope.userFuzzyLocation': { desc: '用来告诉您哪些活离得近' } },
})
