// Asks addresses over and over from a process of its own, on eight connections, as somebody else each time. Each one's place is
// in the address; with `wander` it is another one with every question.
import { Agent, get } from 'node:http'
import { performance } from 'node:perf_hooks'

process.on('message', async ({ urls, tokens, ms, most = Infinity, wander = false }) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const until = performance.now() + ms
  let asked = 0
  let failed = 0
  const ask = () => new Promise((resolve, reject) => {
    const authorization = `Bearer ${tokens[asked % tokens.length]}`
    const url = `${urls[asked % urls.length]}${wander ? asked % 1_000 : ''}`
    asked += 1
    get(url, { agent, headers: { authorization } }, (answer) => {
      if (answer.statusCode !== 200) failed += 1
      answer.resume()
      answer.on('end', resolve)
    }).on('error', reject)
  })
  await Promise.all(Array.from({ length: 8 }, async () => {
    while (performance.now() < until && asked < most) await ask()
  }))
  agent.destroy()
  process.send({ asked, failed })
})
