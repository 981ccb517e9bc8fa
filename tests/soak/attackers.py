#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attackers of several kinds, each of which comes again when it is cut off. Paced, as they share the machine with those
whom they attack. On SIGTERM they print, as JSON, how often each kind came and was cut off."""

import argparse
import asyncio
import collections
import json
import os
import signal
import socket
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))

from crowd import Gone, NO_MASK, Seat

PLAIN_HANDSHAKE = (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
PAUSE = 2  # seconds before one that was cut off comes again


class Attack:
    """One connection: raw bytes, in the plain dialect, which asks for no account."""

    def __init__(self, port):
        self.port = port
        self.reader = self.writer = None

    async def connect(self, deaf=False):
        raw = socket.socket()
        raw.setblocking(False)
        if deaf:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        await asyncio.get_running_loop().sock_connect(raw, ("127.0.0.1", self.port))
        # The limit is how much asyncio reads by itself.
        self.reader, self.writer = await asyncio.open_connection(sock=raw, limit=1024 if deaf else 65536)

    async def shake_hands(self):
        self.writer.write(PLAIN_HANDSHAKE)
        head = await self.reader.readuntil(b"\r\n\r\n")
        if b" 101 " not in head:
            raise Gone(head.split(b"\r\n")[0].decode("latin-1"))

    async def write(self, data):
        self.writer.write(data)
        await self.writer.drain()

    async def swallow(self):
        """Reads whatever comes, to the end."""
        while await self.reader.read(65536):
            pass
        raise Gone("ended")


async def beside(work, listening):
    """Until either of them ends."""
    tasks = [asyncio.ensure_future(work), asyncio.ensure_future(listening)]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def again(attack, data, seconds):
    while True:
        await attack.write(data)
        await asyncio.sleep(seconds)


async def drip(attack, _token):
    """A handshake that never ends."""
    await attack.connect()
    attack.writer.write(b"GET / HTTP/1.1\r\nX-Slow: ")
    await beside(again(attack, b"x", 0.5), attack.swallow())


async def ping(attack, _token):
    await attack.connect()
    await attack.shake_hands()
    await beside(again(attack, (b"\x89\x84" + NO_MASK + b"ping") * 20, 0.2), attack.swallow())


async def flood(attack, _token):
    """Messages, four times as many as are allowed."""
    await attack.connect()
    await attack.shake_hands()
    text = json.dumps({"message": "flood " + "x" * 100}).encode()
    await beside(again(attack, (b"\x81\xfe" + len(text).to_bytes(2, "big") + NO_MASK + text) * 4, 0.2), attack.swallow())


async def continue_for_ever(attack, _token):
    """Empty parts of a message that never ends."""
    await attack.connect()
    await attack.shake_hands()
    await attack.write(b"\x01\x80" + NO_MASK)
    await beside(again(attack, (b"\x00\x80" + NO_MASK) * 1000, 0.2), attack.swallow())


async def announce(attack, _token):
    """A frame of 4 GiB."""
    await attack.connect()
    await attack.shake_hands()
    await attack.write(b"\x82\xff" + (1 << 32).to_bytes(8, "big") + NO_MASK)
    await beside(again(attack, bytes(16384), 0.2), attack.swallow())


async def stay_silent(attack, _token):
    """As a machine that lost its network: there, and never answers anything."""
    await attack.connect(deaf=True)
    attack.writer.write(PLAIN_HANDSHAKE)
    attack.writer.transport.pause_reading()
    # Nobody tells who does not read; a write that fails would.
    await asyncio.sleep(3600)


async def read_nothing(attack, token):
    """Asks for pages of history and never reads them."""
    await attack.connect(deaf=True)
    seat = Seat()
    seat.reader, seat.writer = attack.reader, attack.writer
    await seat.shake_hands()
    await seat.enter(token)
    attack.writer.transport.pause_reading()
    while True:
        seat.send("history", conversation="group", limit=100)
        await attack.writer.drain()
        if attack.writer.transport.is_closing():
            raise Gone("ended")
        await asyncio.sleep(0.05)


KINDS = {"slow handshakes": (drip, 25), "slow readers": (read_nothing, 20), "pings": (ping, 15),
         "message floods": (flood, 10), "empty continuations": (continue_for_ever, 10), "4 GiB frames": (announce, 10),
         "half-open": (stay_silent, 10)}


async def attack_again(kind, how, port, token, counts):
    while True:
        attack = Attack(port)
        counts[kind]["came"] += 1
        try:
            await how(attack, token)
        except (Gone, OSError, asyncio.IncompleteReadError):
            counts[kind]["cut"] += 1
        finally:
            if attack.writer:
                attack.writer.transport.abort()
        await asyncio.sleep(PAUSE)


async def run(arguments):
    kinds = {kind: KINDS[kind] for kind in arguments.only or KINDS}
    counts = {kind: collections.Counter() for kind in kinds}
    share = arguments.count / sum(count for _, count in kinds.values())
    tasks = [asyncio.ensure_future(attack_again(kind, how, arguments.port, arguments.token, counts))
             for kind, (how, count) in kinds.items() for _ in range(max(1, round(count * share)))]
    end = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, end.set)
    await end.wait()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    print(json.dumps(counts))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--token", required=True, help="of an account, for those that need one")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--only", action="append", choices=KINDS, help="a kind; several times for several")
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
