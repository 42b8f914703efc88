import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect, type AddressInfo, type Server as TcpServer } from 'node:net'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { eventually, processesWith, uniqueSeconds } from '../../test/support/agents.ts'
import { bundle } from '../../test/support/bundle.ts'
import { bubblewrap, makeGround, openSandbox, runInside, skipped } from '../../test/support/sandbox.ts'
import type { Supervision } from '../platform/process/supervise.ts'
import { behindGate, openNetworkGate, type NetworkGate } from './network.ts'

/** A server of this machine that tells what it was asked for. */
async function startServer(host = '127.0.0.1'): Promise<number> {
  const server = createServer((request, answer) => {
    answer.end(`${request.method} ${request.headers.host} ${request.url}`)
  })
  return listen(server, host)
}

async function listen(server: TcpServer, host: string) {
  server.listen(0, host)
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return portOf(server.address())
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

type Run = (script: string, options?: Partial<Supervision>) => ReturnType<typeof runInside>

/** Shell scripts behind a gate for these hosts. */
async function behind(hosts: readonly string[], env = {}): Promise<{ run: Run; gate: NetworkGate; scratch: string }> {
  const ground = makeGround()
  const own = { PATH: process.env['PATH'], ...env }
  const gate = await openNetworkGate({ hosts, scratch: ground.scratch, env: own })
  const sandbox = behindGate(openSandbox(ground, { hosts }), gate)
  onTestFinished(() => sandbox.close())
  expect(sandbox).toMatchObject({ name: 'bubblewrap', limitsNetwork: true })
  const run: Run = (script, options) => runInside(ground, sandbox, ['/bin/sh', '-c', script], options)
  return { run, gate, scratch: ground.scratch }
}

/** The status that a plain request gets, and that of a tunnel. */
const status = (url: string) => `curl -s -o /dev/null -w '%{http_code}\\n' ${url}`
const tunnel = (url: string) => `curl -s -p -o /dev/null -w '%{http_connect}\\n' ${url}`

const packages = join(import.meta.dirname, '../../node_modules')

/** The owner of a gate as a program of its own; it finds the package of the proxy as an installed ralph does. */
async function bundledOwner(folder: string): Promise<string> {
  symlinkSync(packages, join(folder, 'node_modules'))
  return bundle(join(import.meta.dirname, '../../test/fixtures/network-owner.ts'), folder)
}

function everybodyReads(path: string): boolean {
  const asNobody = ['--reuid', '65534', '--regid', '65534', '--clear-groups', 'ls', path]
  return spawnSync('setpriv', asNobody, { stdio: 'ignore' }).status === 0
}

describe.skipIf(!bubblewrap.works)(`the network gate${skipped}`, () => {
  test('a listed host is reached, by plain requests and by tunnels; others are refused with 403', async () => {
    const port = await startServer()
    const { run, gate } = await behind(['model.localhost'])
    const listed = `http://model.localhost:${port}/x`
    const other = `http://other.localhost:${port}/x`
    const { lines, leftovers } = await run(
      [`curl -s ${listed}; echo`, tunnel(listed), status(other), tunnel(other), tunnel('https://example.org')].join(
        ';',
      ),
    )
    expect(lines).toEqual([`GET model.localhost:${port} /x`, '200', '403', '403', '403'])
    expect(leftovers).toBe(0)
    expect(gate.refusals()).toEqual([
      { host: 'other.localhost', port, times: 2 },
      { host: 'example.org', port: 443, times: 1 },
    ])
  })

  test('*.name is all below it, and not itself; a port limits', async () => {
    const [port, other] = [await startServer(), await startServer()]
    const { run } = await behind(['*.sub.localhost', `one.localhost:${port}`])
    const urls = [
      `http://a.sub.localhost:${port}`,
      `http://a.b.SUB.localhost:${other}`,
      `http://sub.localhost:${port}`,
      `http://notsub.localhost:${port}`,
      `http://one.localhost:${port}`,
      `http://one.localhost:${other}`,
    ]
    expect((await run(urls.map(status).join(';'))).lines).toEqual(['200', '200', '403', '403', '200', '403'])
  })

  test('there is no other way out: addresses, names, this machine, its abstract sockets', async () => {
    const port = await startServer('0.0.0.0')
    const abstract = `ralph-test-${process.pid}-${port}`
    const outside = spawn('socat', [`ABSTRACT-LISTEN:${abstract},fork`, 'SYSTEM:echo out'], { stdio: 'ignore' })
    onTestFinished(() => void outside.kill('SIGKILL'))
    const ask = `socat -u ABSTRACT-CONNECT:${abstract} - 2>/dev/null`
    expect(await text('/bin/sh', '-c', `until ${ask}; do sleep 0.05; done`)).toBe('out\n')
    const { run } = await behind(['model.localhost'])
    const addresses = execFileSync('hostname', ['-I'], { encoding: 'utf8' })
      .split(' ')
      .filter((it) => it.includes('.'))
    const direct = ['127.0.0.1', 'localhost', 'model.localhost', '1.1.1.1', ...addresses.map((it) => it.trim())]
    const { lines } = await run(
      [
        ...direct.map((host) => `curl -s -m 5 --noproxy '*' http://${host}:${port}/; echo $?`),
        `getent hosts example.org; echo $?`,
        `${ask}; echo $?`,
        `socat -u /dev/null UDP4:1.1.1.1:53 2>/dev/null; echo x >/dev/udp/1.1.1.1/53 2>/dev/null; echo $?`,
      ].join('\n'),
    )
    expect(lines.filter((line) => line === '0' || line.includes('GET') || line.includes('out'))).toEqual([])
    expect(lines).toHaveLength(direct.length + 3)
  })

  test('spellings of an address that is not listed are refused, and a name that resolves to this machine', async () => {
    const port = await startServer('0.0.0.0')
    const { run, gate } = await behind(['model.localhost', hostname()])
    const spellings = ['127.0.0.1', '127.1', '2130706433', '0x7f.0.0.1', '[::1]', '[::ffff:127.0.0.1]', hostname()]
    const ask = (host: string) =>
      `printf 'CONNECT ${host}:${port} HTTP/1.1\\r\\n\\r\\n' | socat -t 5 -,ignoreeof TCP4:127.0.0.1:3128 | head -1`
    const { lines } = await run(spellings.map(ask).join('\n'))
    expect(lines).toEqual(spellings.map(() => expect.stringContaining('403')))
    expect(gate.refusals().map(({ host }) => host)).toContain(hostname().toLowerCase())
  })

  test("what a program starts on localhost is its own; a listed localhost is the machine's", async () => {
    const port = await startServer()
    const serve = `printf 'HTTP/1.0 200 OK\\r\\n\\r\\ninside' >answer; socat -U TCP4-LISTEN:4000,reuseaddr OPEN:answer,rdonly &`
    const soon = '--retry 50 --retry-delay 0 --retry-connrefused'
    const own = await behind(['example.org'])
    expect((await own.run(`${serve} curl -s ${soon} http://localhost:4000`)).lines).toEqual(['inside'])
    const listed = await behind(['localhost'])
    expect((await listed.run(`curl -s http://localhost:${port}/y`)).lines).toEqual([`GET localhost:${port} /y`])
  })

  test('exit codes, signals, stdin and descriptors are as without', async () => {
    const { run } = await behind(['model.localhost'])
    expect(await run('cat; exit 7', { stdin: 'in' })).toMatchObject({
      code: 7,
      lines: ['in'],
      errors: [],
      leftovers: 0,
    })
    expect(await run('kill -TERM $$')).toMatchObject({ code: null, signal: 'SIGTERM', errors: [], leftovers: 0 })
    expect(await run('kill -SEGV $$')).toMatchObject({ code: null, signal: 'SIGSEGV', errors: [], leftovers: 0 })
    expect((await run('ls /proc/$$/fd')).lines).toEqual(['0', '1', '2'])
    expect((await run('grep SigIgn /proc/$$/status')).lines).toEqual([expect.stringMatching(/0{16}$/)])
  })

  test('a program that is missing was not started', async () => {
    const ground = makeGround()
    const gate = await openNetworkGate({ hosts: [], scratch: ground.scratch, env: process.env })
    const sandbox = behindGate(openSandbox(ground), gate)
    onTestFinished(() => sandbox.close())
    for (const file of ['/nowhere/agent', 'no-such-agent'])
      expect(await runInside(ground, sandbox, [file])).toMatchObject({
        reason: 'not-started',
        error: { code: 'ENOENT' },
      })
    const { lines } = await runInside(ground, sandbox, ['/usr/bin/printf', '<%s>', 'a b', '', '$HOME', '--', '"\n'])
    expect(lines.join('\n')).toBe('<a b><><$HOME><--><"\n>')
  })

  test('a program that is asked to end has its network until it has ended', async () => {
    const port = await startServer()
    const { run } = await behind(['model.localhost'])
    const controller = new AbortController()
    const ended = await run(
      `trap 'curl -s http://model.localhost:${port}/bye; exit 0' TERM; echo on; sleep 60 & wait`,
      {
        signal: controller.signal,
        graceMs: 10_000,
        onLine: (line) => {
          if (line === 'on') controller.abort()
          else expect(line).toBe(`GET model.localhost:${port} /bye`)
        },
      },
    )
    expect(ended).toMatchObject({ reason: 'aborted', code: 0, leftovers: 0 })
    expect.assertions(3)
  })

  test('20 programs leave no process, no socket and no open file', async () => {
    const port = await startServer()
    const { run, scratch } = await behind(['model.localhost'])
    const before = openFiles()
    for (let count = 1; count <= 20; count++) {
      const ended = await run(`curl -s http://model.localhost:${port}/${count}; sleep 600 & exit 0`)
      expect(ended).toMatchObject({ lines: [`GET model.localhost:${port} /${count}`], leftovers: 0 })
      expect(processesWith(ended.marker)).toEqual([])
    }
    expect(readdirSync(join(scratch, 'network'))).toEqual(['proxy'])
    expect(await eventually(() => openFiles() <= before, 3000)).toBe(true)
  })

  // Without ralph's watchdog, which is not here, a busy machine may take longer: run by hand.
  test('nothing survives kill -9 of the owner', async () => {
    const ground = makeGround()
    const program = await bundledOwner(ground.folder)
    for (let round = 0; round < 3; round++) {
      const seconds = uniqueSeconds()
      const command = [
        program,
        ground.folder,
        'model.localhost',
        'sh',
        '-c',
        `setsid sleep ${seconds} & sleep ${seconds}`,
      ]
      const env = { ...process.env, RALPH_RUN_ID: `gate-${seconds}` }
      const owner = spawn(process.execPath, command, { stdio: 'ignore', env })
      expect(await eventually(() => inside(seconds).length >= 4)).toBe(true) // two sleeps, their shell, the first shell
      owner.kill('SIGKILL')
      expect(await eventually(() => processesWith(`gate-${seconds}`, seconds).length === 0, 3000)).toBe(true)
    }
  })

  test.skipIf(!everybodyReads(packages))('an ordinary user has the same gate', async () => {
    if (process.getuid?.() !== 0) return // then all the tests above said so
    const port = await startServer()
    const ground = makeGround()
    const program = await bundledOwner(ground.folder)
    execFileSync('chown', ['-R', '65534:65534', ground.folder])
    const asNobody = [
      '--reuid',
      '65534',
      '--regid',
      '65534',
      '--clear-groups',
      process.execPath,
      program,
      ground.folder,
    ]
    const ask = `id -u; curl -s http://model.localhost:${port}/; echo; ${status(`http://other.localhost:${port}`)}`
    const child = spawn('setpriv', [...asNobody, 'model.localhost', '/bin/sh', '-c', ask], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'], TMPDIR: ground.folder },
    })
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
    await once(child, 'close')
    expect(text.split('\n').slice(0, 4)).toEqual([
      '65534',
      `GET model.localhost:${port} /`,
      '403',
      JSON.stringify({ code: 0, signal: null, leftovers: 0, reason: 'exited' }),
    ])
  })

  test("the operator's own proxy is asked, and its password stays outside", async () => {
    const asked: string[] = []
    const parent = createServer((request, answer) => {
      asked.push(`${request.method} ${request.url} ${request.headers['proxy-authorization']}`)
      answer.end('from the parent')
    })
    parent.on('connect', (request, socket) => {
      asked.push(`CONNECT ${request.url}`)
      socket.end('HTTP/1.1 200 OK\r\n\r\nHTTP/1.0 200 OK\r\n\r\nthrough the parent')
    })
    const port = await listen(parent, '127.0.0.1')
    const url = `http://user:word@127.0.0.1:${port}`
    const { run } = await behind(['example.org'], { HTTP_PROXY: url, https_proxy: url })
    const { lines } = await run(
      `curl -s http://example.org/a; echo; curl -s -p http://example.org/b; echo; ${status('http://example.com')}; env | grep -c word`,
      { env: { PATH: process.env['PATH'], HTTP_PROXY: url, https_proxy: url } },
    )
    expect(lines).toEqual(['from the parent', 'through the parent', '403', '0'])
    expect(asked).toEqual(['GET http://example.org/a Basic dXNlcjp3b3Jk', 'CONNECT example.org:80'])
  })

  test('hostile connections end neither the proxy nor its owner', async () => {
    const port = await startServer()
    const { run, scratch } = await behind(['model.localhost'])
    const socket = join(scratch, 'network', 'proxy')
    const openings = [
      '',
      '\0\0\0\0',
      'GET / HTTP/1.1\r\n\r\n',
      `CONNECT ${'a'.repeat(70_000)}:1 HTTP/1.1\r\n\r\n`,
      'CONNECT :1 HTTP/1.1\r\n\r\n',
      'CONNECT a\x01b:99999 HTTP/1.1\r\n\r\n',
      `GET http://model.localhost:${port}\x00.evil.org/ HTTP/1.1\r\n\r\n`,
      `POST http://model.localhost:${port}/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
      `CONNECT model.localhost:${port} HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\n`,
      `GET http://model.localhost:1/ HTTP/1.1\r\nHost: x\r\n\r\n`,
      `CONNECT model.localhost:1 HTTP/1.1\r\nHost: x\r\n\r\n`,
      '\x16\x03\x01\x02\x00\x01\x00',
    ]
    const clients = Array.from({ length: 600 }, (_, index) => {
      const client = connect(socket)
      client.on('error', () => undefined)
      client.write(openings[index % openings.length] ?? '')
      if (index % 3 === 0) client.once('connect', () => client.destroy())
      if (index % 3 === 1) client.end()
      return client
    })
    expect((await run(`curl -s http://model.localhost:${port}/`)).lines).toEqual([`GET model.localhost:${port} /`])
    for (const client of clients) client.destroy()
  })
})

test('a folder with a long name will do', async () => {
  const { folder } = makeGround()
  const scratch = join(folder, 'long'.repeat(30), 'longer'.repeat(20))
  mkdirSync(scratch, { recursive: true })
  const gate = await openNetworkGate({ hosts: [], scratch, env: process.env })
  expect(existsSync(join(scratch, 'network', 'proxy'))).toBe(true)
  await gate.close()
  expect(readdirSync(join(scratch, 'network'))).toEqual([])
})

test('what is not installed is named', async () => {
  const parts = { hosts: [], scratch: makeGround().scratch, env: { PATH: '/nowhere' } }
  await expect(openNetworkGate(parts)).rejects.toMatchObject({
    message: expect.stringContaining('setsid and socat'),
    hint: expect.stringContaining('apt-get install util-linux socat'),
  })
})

test('the second start of a run takes the place of a socket that a killed one left', async () => {
  const { scratch } = makeGround()
  const parts = { hosts: [], scratch, env: process.env }
  const killed = await openNetworkGate(parts)
  const next = await openNetworkGate(parts)
  await next.close()
  await killed.close()
  expect(readdirSync(join(scratch, 'network'))).toEqual([])
})

const text = async (file: string, ...args: string[]) => (await promisify(execFile)(file, args)).stdout

const openFiles = () => readdirSync('/proc/self/fd').length

const inside = (token: string) => processesWith(token).filter((pid) => pid !== process.pid)
