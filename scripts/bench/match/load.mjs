// Asks addresses one after the other from a process of its own, on eight connections, as somebody else each time. Each one's place is
// in the address; with `wander`, a number, it is another one for each number.
import { Agent, get } from 'node:http'

process.on('message', async ({ urls, tokens, most, wander }) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  let asked = 0
  let failed = 0
  const ask = () => new Promise((resolve, reject) => {
    const authorization = `Bearer ${tokens[asked % tokens.length]}`
    const url = `${urls[asked % urls.length]}${wander === null ? '' : (asked + wander * 331) % 1_000}`
    asked += 1
    get(url, { agent, headers: { authorization } }, (answer) => {
      if (answer.statusCode !== 200) failed += 1
      answer.resume()
      answer.on('end', resolve)
    }).on('error', reject)
  })
  await Promise.all(Array.from({ length: 8 }, async () => {
    while (asked < most) await ask()
  }))
  agent.destroy()
  process.send({ asked, failed })
})
