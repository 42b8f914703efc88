import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RalphError } from '../errors.ts'
import { always, privileges } from './bubblewrap.ts'
import { openNetworkGate, type NetworkGate } from './network.ts'
import { relayPort } from './network-relay.ts'
import { probeBubblewrap, type Probe } from './probe.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Whether bubblewrap can lock programs in on this machine and limit the network to hosts, found out by doing it: about
 * 250 ms. The answer is what bubblewrap is to be opened with: it may need a user namespace for this alone.
 */
export async function probeNetworkGate(env: Environment): Promise<Probe> {
  const bubblewrap = await probeBubblewrap(env)
  if (!bubblewrap.works) return bubblewrap
  const scratch = mkdtempSync(join(tmpdir(), 'ralph-network-'))
  try {
    const gate = await openNetworkGate({ hosts: [], scratch, env })
    const answer = await attempts(bubblewrap, gate)
    await gate.close()
    return answer
  } catch (error) {
    if (error instanceof RalphError) return { works: false, reason: error.message, fix: error.hint }
    return { works: false, reason: `the proxy does not start: ${String(error)}`, fix: reinstallation }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

const reinstallation = 'install ralph again: npm install --global --include=optional ralph-orchestrator'

type Found = Extract<Probe, { works: true }>

/** Root of a container may make namespaces and yet not be allowed to set up a network, other than everybody. */
async function attempts(found: Found, gate: NetworkGate): Promise<Probe> {
  const plain = await attempt(found, gate)
  if (plain.works) return found
  const isRoot = process.getuid?.() === 0
  const other = isRoot && !found.userNamespace && (await attempt({ ...found, userNamespace: true }, gate))
  if (other && other.works) return { ...found, userNamespace: true }
  return {
    works: false,
    reason: `the network can't be limited to hosts: ${plain.words}`,
    fix: 'let the container be the sandbox, or allow it to set up networks: --cap-add NET_ADMIN, or user namespaces',
  }
}

type Attempt = { readonly works: true } | { readonly works: false; readonly words: string }

const patienceMs = 10_000

/** Asks the proxy from inside for a host that is not listed. */
function attempt({ program, userNamespace }: Found, { options, launcher }: NetworkGate): Promise<Attempt> {
  const rights = privileges(process.getuid?.() === 0, userNamespace)
  const ask = [launcher.at(-1) ?? '', '-t', '0.01', '-', `TCP4:127.0.0.1:${relayPort}`]
  const args = [...always, ...rights, '--tmpfs', '/run', ...options, '--', ...launcher, ...ask]
  const child = spawn(program, args, {
    cwd: '/',
    env: { PATH: process.env['PATH'] },
    timeout: patienceMs,
    killSignal: 'SIGKILL',
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'], // without an open descriptor 3 bubblewrap dies, and its first child waits for ever
  })
  child.stdin.on('error', () => undefined) // it did not start: that is what is asked here
  child.stdin.write('CONNECT not-listed.invalid:443 HTTP/1.1\r\nHost: not-listed.invalid:443\r\n\r\n')
  return answerOf(child)
}

function answerOf(child: ReturnType<typeof spawn>): Promise<Attempt> {
  const text = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.on('data', (chunk: Buffer) => (text[name] = (text[name] + chunk.toString()).slice(0, 4096)))
  return new Promise((resolve) => {
    child.on('error', ({ message }) => resolve({ works: false, words: message }))
    child.on('close', () => {
      const words = text.stderr.trim().split('\n').at(-1) || 'the proxy is not reached from inside'
      resolve(text.stdout.startsWith('HTTP/1.1 403') ? { works: true } : { works: false, words })
    })
  })
}
