#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What confabd's memory grows by: so many messages, then so many connections that come, sync and go; after a warm-up of
either. Exit 0 when it stays within what is allowed."""

import argparse
import asyncio
import collections
import os
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))

from confab_wire import Confabd
from crowd import Gone, Seat, accounts


def resident_kib(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))


async def write(seats, count):
    """So many messages into `group`, some under way from each seat."""
    async def one(seat, share):
        waiting = collections.deque()
        for i in range(share):
            waiting.append(seat.send("sendMessage", conversation="group", message=f"message {i} " + "x" * 150))
            if len(waiting) == 16:
                await seat.answer(waiting.popleft())
        while waiting:
            await seat.answer(waiting.popleft())

    await asyncio.gather(*(one(seat, count // len(seats)) for seat in seats))


async def reconnect(port, tokens, count, at_once=50):
    async def one(share, number):
        for i in range(share):
            seat = Seat()
            try:
                await seat.connect(port)
                await seat.enter(tokens[(number + i) % len(tokens)])
                await seat.sync()
            except Gone as gone:
                raise AssertionError(f"connection {i} was not kept: {gone}") from gone
            seat.leave()

    await asyncio.gather(*(one(count // at_once, number) for number in range(at_once)))


async def measure(server, name, unit, work, warm_up, count, steps):
    """KiB for each `unit` things, from the least squares over the steps after the warm-up."""
    await work(warm_up)
    points = [(0, resident_kib(server.process.pid))]
    begin = time.monotonic()
    for i in range(1, steps + 1):
        await work(count // steps)
        points.append((i * (count // steps), resident_kib(server.process.pid)))
    took = time.monotonic() - begin
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
    print(f"{name}: {count} in {took:.0f} s after {warm_up}, {points[0][1]} KiB → {points[-1][1]} KiB, "
          f"{slope * unit:.0f} KiB for each {unit}", flush=True)
    return slope * unit


async def run(arguments, server):
    server.start()
    tokens = await accounts(server.port, 20)
    seats = [Seat() for _ in range(8)]
    for seat, token in zip(seats, tokens):
        await seat.connect(server.port)
        await seat.enter(token)
    messages = await measure(server, "messages", 100_000, lambda count: write(seats, count), arguments.warm_up,
                             arguments.messages, arguments.steps)
    for seat in seats:
        seat.leave()
    reconnects = await measure(server, "reconnects", 50_000, lambda count: reconnect(server.port, tokens, count),
                               arguments.warm_up // 10, arguments.reconnects, arguments.steps)
    return max(messages, reconnects)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--confabd", required=True)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--reconnects", type=int, default=50_000)
    parser.add_argument("--warm-up", type=int, default=50_000, help="messages; a tenth as many reconnects")
    parser.add_argument("--steps", type=int, default=10)
    parser.add_argument("--most", type=float, default=1024, help="KiB for each 100,000 messages, 50,000 reconnects")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="confab-growth-") as folder:
        server = Confabd(arguments.confabd, os.path.join(folder, "data"), "--plaintext", "--access", "open",
                         "--no-rate-limits")
        most = asyncio.run(run(arguments, server))
        code = server.terminate()
    return 1 if code != 0 or most > arguments.most else 0


if __name__ == "__main__":
    sys.exit(main())
