# SPDX-License-Identifier: GPL-3.0-or-later
"""Many light connections of the Confab dialect in one process; for numbers, where confab_wire is for checking."""

import asyncio
import json
import os
import random
import struct

from confab_wire import ulid

HANDSHAKE = (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
             b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
             b"Sec-WebSocket-Protocol: confab.1\r\n\r\n")
NO_MASK = bytes(4)  # masked with zeros: the server unmasks, this side need not count


class Gone(Exception):
    """The connection has ended."""


class Seat:
    def __init__(self):
        self.reader = self.writer = None
        self.put_off = 0  # syncs that the server had no time for

    async def connect(self, port):
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port)
        await self.shake_hands()

    async def shake_hands(self):
        self.writer.write(HANDSHAKE)
        try:
            head = await self.reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError as error:
            raise Gone("in the handshake") from error
        if b" 101 " not in head:
            raise Gone(head.split(b"\r\n")[0].decode("latin-1"))

    def send(self, verb, **fields):
        identity = fields.pop("id", None) or ulid()
        data = json.dumps({"type": verb, "id": identity, **fields}).encode()
        if len(data) < 126:
            head = struct.pack("!BB", 0x81, 0x80 | len(data))
        else:
            head = struct.pack("!BBH", 0x81, 0xFE, len(data))
        self.writer.write(head + NO_MASK + data)
        return identity

    async def frame(self):
        """The next text as bytes."""
        try:
            while True:
                first, second = await self.reader.readexactly(2)
                length = second & 0x7F
                if length == 126:
                    length, = struct.unpack("!H", await self.reader.readexactly(2))
                elif length == 127:
                    length, = struct.unpack("!Q", await self.reader.readexactly(8))
                data = await self.reader.readexactly(length)
                if first & 0x0F == 8:
                    raise Gone(f"closed {struct.unpack('!H', data[:2])[0] if data else ''}")
                if first & 0x0F == 1:
                    return data
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise Gone(str(error)) from error

    async def answer(self, identity, last=lambda frame: True):
        """The frame with that id that is the last one by `last`."""
        wanted = identity.encode()
        while True:
            data = await self.frame()
            if wanted in data:
                frame = json.loads(data)
                if frame.get("id") == identity and last(frame):
                    return frame

    async def ask(self, verb, **fields):
        return await self.answer(self.send(verb, **fields))

    async def enter(self, token):
        welcome = await self.ask("hello", client="crowd", token=token)
        if not welcome.get("you"):
            raise AssertionError(f"the token is not taken any more: {welcome}")

    async def sync(self, since=()):
        """The conversations of `synced`, by id. Asks again where the server has too much to do, as it was told to."""
        while True:
            identity = self.send("sync", since=list(since), last=True)
            synced = await self.answer(identity, lambda frame: frame["type"] != "messages" and not frame.get("more"))
            if synced["type"] == "synced":
                return {entry["id"]: entry for entry in synced["conversations"]}
            if synced.get("code") != "unavailable":
                raise AssertionError(f"a sync is answered with {synced}")
            self.put_off += 1
            await asyncio.sleep(synced.get("retryAfterMs", 1000) / 1000 * random.uniform(1, 2))

    def leave(self):
        if self.writer:
            self.writer.transport.abort()


async def accounts(port, count):
    """Tokens of so many new accounts."""
    tokens = []
    run = os.urandom(3).hex()
    for i in range(count):
        seat = Seat()
        await seat.connect(port)
        session = await seat.ask("signUp", username=f"u{run}{i}", password="a password for a crowd")
        if session["type"] != "session":
            raise AssertionError(f"nobody can sign up: {session}")
        tokens.append(session["token"])
        seat.leave()
    return tokens
