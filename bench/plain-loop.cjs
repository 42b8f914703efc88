// What a loop costs that does nothing but to start the same agent with the same pipes: node plain-loop.cjs <times> <program> [args…]
const { spawn } = require('node:child_process')

const [, , times, file, ...args] = process.argv

async function main() {
  for (let i = 0; i < Number(times); i++) {
    const child = spawn(file, args, { detached: true, stdio: ['pipe', 'pipe', 'pipe'] })
    child.stdin.on('error', () => undefined) // the agent does not read
    child.stdin.end('Bench')
    child.stdout.resume()
    child.stderr.resume()
    await new Promise((resolve) => child.on('close', resolve))
  }
}

void main()
