import { execFileSync, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { endpoints } from '@market/shared/api'
import { urgencyOf } from '@market/shared/endpoint'
import { describe, expect, it } from 'vitest'
import { frontDoorSettings, urgentPatterns } from './front-door-settings'

const settings = frontDoorSettings({ listen: ':80', server: '127.0.0.1:3000' })
const command = fileURLToPath(new URL('front-door.ts', import.meta.url))
const run = (...args: string[]) => spawnSync(process.execPath, ['--import', 'tsx', command, ...args], { encoding: 'utf8' })

describe('the settings of the door before the server', () => {
  it.each(endpoints.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))('let %s in when the process would', (_name, endpoint) => {
    const asked = `${endpoint.method} ${endpoint.path.replace(/:\w+/g, '0193a000-0000-7000-8000-000000000001')}`
    const first = urgentPatterns.some((pattern) => new RegExp(pattern).test(asked))
    expect(first).toBe(urgencyOf(endpoint) === 'first')
    // The door tells the others apart by their method: what only asks with a body stands with what changes something.
    if (endpoint.method === 'GET') expect(urgencyOf(endpoint)).not.toBe('next')
  })

  it('turn the least urgent away first, in the words of the process, and never what asks whether it lives', () => {
    const refusals = settings.split('\n').filter((line) => line.includes('http-request return'))
    expect(refusals.map((line) => Number(/queue\(market\) gt (\d+)/.exec(line)?.[1]))).toEqual([48, 96, 300])
    for (const line of refusals) {
      expect(line).toMatch(/status 503 .*service_busy.*retry-after/)
      expect(line).toContain('!never')
    }
    expect(settings).toContain('acl never path /health /ready\n')
  })

  it('are printed by a command, which says what it needs', () => {
    expect(execFileSync(process.execPath, ['--import', 'tsx', command, '--listen', ':80', '--server', '127.0.0.1:3000'], { encoding: 'utf8' })).toBe(settings)
    for (const wrong of [[], ['--listen', ':80'], ['--listen', ':80', '--server', 'nowhere'], ['--listen', ':80\nfrontend other', '--server', 'a:1'], ['--else']]) {
      const { status, stdout, stderr } = run(...wrong)
      expect([status, stdout]).toEqual([1, ''])
      expect(stderr.length).toBeGreaterThan(10)
    }
  })
})
