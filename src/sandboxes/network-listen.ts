import { once } from 'node:events'
import { closeSync, constants, mkdirSync, openSync, rmSync } from 'node:fs'
import type { Server, Socket } from 'node:net'
import { join } from 'node:path'

/**
 * Makes a server listen on the Unix socket `proxy` in a folder that nobody else can enter. Linux only. The path may be
 * longer than the 107 bytes that a socket's may have, so the folder is named by an open file; that stays open to the end,
 * because the socket is removed under the same name.
 */
export async function listenOnSocket(server: Server, folder: string) {
  const socket = join(folder, 'proxy')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  rmSync(socket, { force: true }) // of a ralph that was killed
  const file = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY)
  const close = await listening(server, `/proc/self/fd/${file}/proxy`)
  return {
    socket,
    async close() {
      await close()
      closeSync(file)
    },
  }
}

/** Makes a server listen on a free port of the loopback interface. */
export async function listenOnPort(server: Server) {
  const close = await listening(server, { host: '127.0.0.1', port: 0 })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a server without a port')
  return { port: address.port, close }
}

/** Does not keep ralph from ending. Resolves with what ends the server and all of its connections. */
async function listening(server: Server, place: string | { readonly host: string; readonly port: number }) {
  const open = new Set<Socket>()
  server.on('connection', (connection) => {
    open.add(connection)
    connection.once('close', () => open.delete(connection))
  })
  server.listen(place)
  await once(server, 'listening')
  server.unref()
  return async () => {
    const closed = once(server, 'close')
    server.close()
    for (const connection of open) connection.destroy()
    await closed
  }
}
