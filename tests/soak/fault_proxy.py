# SPDX-License-Identifier: GPL-3.0-or-later
"""A TCP proxy on loopback that treats its connections badly while it is told to."""

import asyncio
import socket
import struct
import threading

FAULTS = ("refuse", "cut", "reset", "stall", "swallow", "delay", "trickle")
CHUNK = 16 * 1024


class Connection:
    """One client's connection and its fate: a kind of fault, the byte (of both directions) or the time it strikes at."""

    def __init__(self, proxy, fault):
        self.proxy = proxy
        self.fault = fault
        self.bytes = 0
        generator = proxy.generator
        self.at_byte = int(10 ** generator.uniform(0, 4))
        self.life = generator.uniform(0.1, 3)  # seconds; for those that no byte ends
        self.writers = []
        self.tasks = []

    async def run(self, reader, writer):
        self.writers.append(writer)
        if self.fault == "refuse":
            return self.end(hard=self.proxy.generator.random() < 0.5)
        try:
            up_reader, up_writer = await asyncio.open_connection(*self.proxy.target)
        except OSError:
            return self.end(hard=True)
        self.writers.append(up_writer)
        self.tasks = [asyncio.ensure_future(self.carry(reader, up_writer)),
                      asyncio.ensure_future(self.carry(up_reader, writer))]
        if self.fault:
            self.tasks.append(asyncio.ensure_future(self.expire()))
        await asyncio.wait(self.tasks, return_when=asyncio.FIRST_COMPLETED)
        self.end()

    async def expire(self):
        await asyncio.sleep(self.life if self.fault in ("delay", "trickle") else self.life + 3)
        self.end(hard=True)

    async def carry(self, reader, writer):
        try:
            while data := await reader.read(CHUNK):
                if not await self.strike(data, writer):
                    return
        except (ConnectionError, OSError):
            pass

    async def strike(self, data, writer):
        """Carries the bytes over, as far as the fault lets it; False: the connection is at its end."""
        generator = self.proxy.generator
        left = self.at_byte - self.bytes
        self.bytes += len(data)
        if self.fault in ("cut", "reset", "stall", "swallow") and left < len(data):
            writer.write(data[:max(0, left)])
            await writer.drain()
            if self.fault == "stall":
                await asyncio.sleep(self.life)  # then it is ended, with what was under way
            elif self.fault == "swallow":
                await asyncio.sleep(60)  # this direction is silent; the other goes on until the connection expires
            self.end(hard=self.fault != "cut")
            return False
        if self.fault == "delay":
            await asyncio.sleep(generator.uniform(0, 0.3))
        if self.fault == "trickle":
            for byte in data[:500]:
                writer.write(bytes([byte]))
                await asyncio.sleep(0)
            data = data[500:]
        writer.write(data)
        await writer.drain()
        return True

    def end(self, hard=False):
        for writer in self.writers:
            if hard and (raw := writer.get_extra_info("socket")) is not None:
                try:
                    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                except OSError:
                    pass
                writer.transport.abort()
            else:
                writer.close()
        for task in self.tasks:
            task.cancel()
        self.proxy.connections.discard(self)


class FaultProxy:
    """Listens on 127.0.0.1, on a port of the system's choice, on a thread of its own."""

    def __init__(self, target, generator):
        self.target = target
        self.generator = generator
        self.bad = False
        self.faults = {fault: 0 for fault in FAULTS}
        self.connections = set()
        self.loop = asyncio.new_event_loop()
        self.loop.set_exception_handler(lambda loop, context: None)  # ends of connections, which is what it is for
        started = threading.Event()
        self.thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self.thread.start()
        started.wait()

    def _run(self, started):
        async def listen():
            server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
            self.port = server.sockets[0].getsockname()[1]
            started.set()

        self.loop.run_until_complete(listen())
        self.loop.run_forever()

    async def _accept(self, reader, writer):
        fault = self.generator.choice(FAULTS) if self.bad else None
        if fault:
            self.faults[fault] += 1
        connection = Connection(self, fault)
        self.connections.add(connection)
        await connection.run(reader, writer)

    def worsen(self):
        """From now on; connections that there are get their share at once."""
        self.bad = True
        self.loop.call_soon_threadsafe(self._break_all)

    def _break_all(self):
        for connection in list(self.connections):
            self.faults["reset"] += 1
            connection.end(hard=True)

    def heal(self):
        """New connections are carried as they are; those that suffer go on suffering until they end."""
        self.bad = False

    def count(self):
        return sum(self.faults.values())

    def close(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
