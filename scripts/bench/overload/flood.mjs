// Asks a server from a process of its own what a market asks it in the morning: either on so many connections as fast as it answers
// (`connections`), or at moments of its own whether it answers or not (`perSecond`), as people do. Requests are ready-made bytes and
// answers are only looked at as far as needed: one core has to ask several times what another one can answer.
import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { performance } from 'node:perf_hooks'

const mostConnections = 8_000

let port, people, mix
const idle = []
let open = 0

/** One connection, one question at a time. */
function connection() {
  open += 1
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  const one = { socket, done: null, chunks: [], missing: -1 }
  const end = (status) => {
    const { done } = one
    one.done = null
    one.chunks = []
    one.missing = -1
    done?.(status)
  }
  socket.on('data', (chunk) => {
    if (one.missing < 0) {
      one.chunks.push(chunk)
      const text = Buffer.concat(one.chunks)
      const headEnds = text.indexOf('\r\n\r\n')
      if (headEnds < 0) return
      const head = text.toString('latin1', 0, headEnds)
      one.status = Number(head.slice(9, 12))
      one.missing = headEnds + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0) - text.length
    } else one.missing -= chunk.length
    if (one.missing <= 0) end(one.status)
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    open -= 1
    const at = idle.indexOf(one)
    if (at >= 0) idle.splice(at, 1)
    end('lost')
  })
  return one
}

/** @returns the next question: whose turn it is in the mix, and of somebody who is not asking already */
const free = []
let asked = 0
function next() {
  asked += 1
  const kind = mix[asked % mix.length]
  if (kind.acts) {
    const person = free.pop()
    if (!person) return null
    const [path, body] = person.here ? ['/api/check-ins/current/leave', '{}'] : ['/api/check-ins', kind.body]
    return { kind, person, bytes: bytesOf('POST', path, person.token, body) }
  }
  const { token } = people[asked % people.length]
  return { kind, bytes: bytesOf(kind.method, kind.path, token, kind.body) }
}

const bytesOf = (method, path, token, body) => {
  const act = method === 'GET' ? '' : `idempotency-key: ${randomUUID()}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`
  return `${method} ${path} HTTP/1.1\r\nhost: market\r\nauthorization: Bearer ${token}\r\n${act}\r\n${method === 'GET' ? '' : body}`
}

function ask(one, { kind, person, bytes }, since, results, then) {
  one.done = (status) => {
    if (person) {
      if (status === 200) person.here = !person.here
      free.push(person)
    }
    results.push([kind.urgency, status, performance.now() - since])
    then(status)
  }
  one.socket.write(bytes)
}

const closedLoop = (connections, ms, results) => Promise.all(Array.from({ length: connections }, () => new Promise((resolve) => {
  const until = performance.now() + ms
  const one = connection()
  const again = (status) => {
    if (status === 'lost' || performance.now() >= until) {
      one.socket.destroy()
      return resolve()
    }
    const question = next()
    if (question) ask(one, question, performance.now(), results, again)
    else setTimeout(again, 1)
  }
  again()
})))

/** At moments that know nothing of each other. */
async function openLoop(perSecond, ms, results) {
  const began = performance.now()
  let due = began
  let underway = 0
  let unsent = 0
  while (due < began + ms) {
    const now = performance.now()
    for (; due <= now && due < began + ms; due -= (Math.log(1 - Math.random()) * 1_000) / perSecond) {
      const question = next()
      const one = question && (idle.pop() ?? (open < mostConnections ? connection() : null))
      if (!one) {
        unsent += 1
        continue
      }
      underway += 1
      ask(one, question, due, results, (status) => {
        underway -= 1
        if (status !== 'lost') idle.push(one)
      })
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  const patience = performance.now() + 12_000
  while (underway > 0 && performance.now() < patience) await new Promise((resolve) => setTimeout(resolve, 20))
  return { unsent, unanswered: underway }
}

process.on('message', async (message) => {
  if (message.people) {
    ({ port, mix } = message)
    people = message.people.map((token) => ({ token, here: false }))
    free.push(...people)
    return process.send({})
  }
  if (message.mix) mix = message.mix
  const results = []
  const began = performance.now()
  const { unsent = 0, unanswered = 0 } = (message.connections
    ? await closedLoop(message.connections, message.ms, results)
    : await openLoop(message.perSecond, message.ms, results)) ?? {}
  const seconds = (message.connections ? performance.now() - began : message.ms) / 1_000
  process.send({ results, seconds, unsent, unanswered })
})
