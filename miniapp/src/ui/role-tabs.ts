import type { Part } from '@market/shared/endpoint'
import type { Tab } from './tab-bar'

/** Up to four places each, the first being home. The worker's are in the main package, the others in their own. */
export const roleTabs: Record<Part, readonly [Tab, ...Tab[]]> = {
  worker: [
    { id: 'today', label: '今天', pictogram: 'today', path: '/pages/today/index' },
    { id: 'find', label: '找活', pictogram: 'find', path: '/pages/find/index' },
    { id: 'mine', label: '我的活', pictogram: 'mine', path: '/pages/mine/index' },
    { id: 'me', label: '我的', pictogram: 'me', path: '/pages/me/index' },
  ],
  employer: [
    { id: 'hire', label: '招工', pictogram: 'today', path: '/employer/home/index' },
    { id: 'jobs', label: '岗位', pictogram: 'mine', path: '/employer/jobs/index' },
    { id: 'scan', label: '扫码', pictogram: 'scan', path: '/employer/scan/index' },
    { id: 'me', label: '我的', pictogram: 'me', path: '/pages/me/index' },
  ],
  staff: [
    { id: 'duty', label: '值班', pictogram: 'shield', path: '/staff/duty/index' },
    { id: 'queue', label: '队列', pictogram: 'queue', path: '/staff/queue/index' },
    { id: 'me', label: '我的', pictogram: 'me', path: '/pages/me/index' },
  ],
  manager: [
    { id: 'home', label: '总览', pictogram: 'today', path: '/manager/home/index' },
    { id: 'queue', label: '队列', pictogram: 'queue', path: '/staff/queue/index' },
    { id: 'me', label: '我的', pictogram: 'me', path: '/pages/me/index' },
  ],
}
