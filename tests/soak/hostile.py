#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""People who talk and sign in, first among themselves, then beside attackers (attackers.py). Told are how long a message
takes to everybody and a sign-in takes, both times, and what the server's memory grows by. Exit 0 when nothing of the
people's is lost, none of them is cut off, and all is within what is allowed."""

import argparse
import asyncio
import json
import os
import random
import signal
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))

from confab_wire import Confabd
from crowd import Seat, accounts
from growth import resident_kib

HERE = os.path.dirname(os.path.abspath(__file__))
PASSWORD = "a password for a crowd"


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))] if values else float("nan")


class People:
    """Seats that write at a modest pace and time what they hear of each other."""

    def __init__(self, seats):
        self.seats = seats
        self.sent = {}  # id → when
        self.deliveries = []  # seconds, one for each receiver
        self.heard = {}  # id → by how many
        self.acked = set()
        self.refused = []

    async def listen(self, seat):
        while True:
            data = await seat.frame()
            now = time.perf_counter()
            frame = json.loads(data)
            if frame["type"] == "message" and frame["message"]["id"] in self.sent:
                known = frame["message"]["id"]
                self.deliveries.append(now - self.sent[known])
                self.heard[known] = self.heard.get(known, 0) + 1
            elif frame["type"] == "ack":
                self.acked.add(frame["id"])
            elif frame["type"] == "error":
                self.refused.append(frame)

    async def write(self, seat, until, every):
        await asyncio.sleep(random.uniform(0, every))
        while time.perf_counter() < until:
            before = time.perf_counter()
            self.sent[seat.send("sendMessage", conversation="group", message="beside attackers")] = before
            await asyncio.sleep(random.uniform(0.5, 1.5) * every)

    async def talk(self, seconds, every):
        self.sent.clear()
        self.deliveries.clear()
        listeners = [asyncio.ensure_future(self.listen(seat)) for seat in self.seats]
        until = time.perf_counter() + seconds
        await asyncio.gather(*(self.write(seat, until, every) for seat in self.seats))
        patience = time.perf_counter() + 30
        while time.perf_counter() < patience and not self.is_complete() and not any(one.done() for one in listeners):
            await asyncio.sleep(0.05)
        gone = [one.exception() for one in listeners if one.done()]
        for one in listeners:
            one.cancel()
        await asyncio.gather(*listeners, return_exceptions=True)
        if gone:
            raise AssertionError(f"one of the people was cut off: {gone[0]!r}")
        if self.refused:
            raise AssertionError(f"one of the people was refused: {self.refused[0]}")
        if not self.is_complete():
            raise AssertionError(f"{len(self.sent)} messages, {len(self.deliveries)} deliveries to {len(self.seats)}")

    def is_complete(self):
        return self.acked >= self.sent.keys() and all(self.heard.get(one) == len(self.seats) for one in self.sent)


async def sign_in_again(port, name, times, every):
    """As somebody new would come, with a password, one after the other."""
    while True:
        begin = time.perf_counter()
        seat = Seat()
        await seat.connect(port)
        session = await seat.ask("signIn", username=name, password=PASSWORD)
        if session["type"] != "session":
            raise AssertionError(f"nobody can sign in: {session}")
        times.append(time.perf_counter() - begin)
        seat.leave()
        await asyncio.sleep(max(0, every - times[-1]))


async def watch_memory(pid, most):
    while True:
        most.append(resident_kib(pid))
        await asyncio.sleep(0.1)


async def phase(server, people, seconds, every, name):
    """(deliveries, sign-ins, most memory) of so many seconds."""
    times, most = [], []
    beside = [asyncio.ensure_future(sign_in_again(server.port, name, times, 1)),
              asyncio.ensure_future(watch_memory(server.process.pid, most))]
    await people.talk(seconds, every)
    for task in beside:
        if task.done():
            task.result()
        task.cancel()
    await asyncio.gather(*beside, return_exceptions=True)
    return list(people.deliveries), times, max(most)


async def run(arguments, server):
    server.start()
    tokens = await accounts(server.port, arguments.users)
    seats = [Seat() for _ in tokens]
    for seat, token in zip(seats, tokens):
        await seat.connect(server.port)
        await seat.enter(token)
    newcomer = Seat()
    await newcomer.connect(server.port)
    # A room full of long messages, for those who ask for it and do not read it.
    session = await newcomer.ask("signUp", username="newcomer", password=PASSWORD)
    for i in range(10):
        await newcomer.ask("sendMessage", conversation="group", message="x" * 8000)
    newcomer.leave()
    people = People(seats)
    quiet = await phase(server, people, arguments.seconds / 3, arguments.every, "newcomer")
    attackers = await asyncio.create_subprocess_exec(
        sys.executable, "-B", os.path.join(HERE, "attackers.py"), "--port", str(server.port), "--count",
        str(arguments.attackers),
        f"--token={session['token']}",  # in one word: one token in 64 begins with a dash
        *(f"--only={kind}" for kind in arguments.only or ()), stdout=asyncio.subprocess.PIPE)
    try:
        await asyncio.sleep(min(2, arguments.seconds / 5))  # all are there
        beside = await phase(server, people, arguments.seconds, arguments.every, "newcomer")
    finally:
        ended = attackers.returncode
        if ended is None:
            attackers.send_signal(signal.SIGTERM)
        told, _ = await attackers.communicate()
    if ended is not None:
        raise AssertionError(f"the attackers ended before they were told to: {ended}")
    for seat in seats:
        seat.leave()
    return quiet, beside, json.loads(told)


def told(name, deliveries, times, memory):
    print(f"{name}: {len(deliveries)} deliveries, p50 {percentile(deliveries, 0.5) * 1000:.1f} ms, "
          f"p99 {percentile(deliveries, 0.99) * 1000:.1f} ms; {len(times)} sign-ins, "
          f"p50 {percentile(times, 0.5) * 1000:.0f} ms, p99 {percentile(times, 0.99) * 1000:.0f} ms; "
          f"{memory / 1024:.0f} MiB at most", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--confabd", required=True)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--attackers", type=int, default=100)
    parser.add_argument("--only", action="append", help="a kind of attackers, see there; several times for several")
    parser.add_argument("--seconds", type=float, default=60, help="beside the attackers; a third as long without")
    parser.add_argument("--every", type=float, default=4, help="seconds from one message of a person to the next")
    parser.add_argument("--most-memory", type=float, default=150, help="MiB more than without attackers")
    parser.add_argument("--within", type=float, help="milliseconds, the p99 of a delivery beside them")
    parser.add_argument("--sign-in-within", type=float, help="milliseconds, the p99 of a sign-in beside them")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="confab-hostile-") as folder:
        server = Confabd(arguments.confabd, os.path.join(folder, "data"), "--plaintext", "--access", "open")
        quiet, beside, counts = asyncio.run(run(arguments, server))
        code = server.terminate()
    told("without attackers", *quiet)
    told("beside them", *beside)
    for kind, count in counts.items():
        print(f"  {kind}: came {count.get('came', 0)} times, cut off {count.get('cut', 0)} times")
    late = percentile(beside[0], 0.99) * 1000
    slow = percentile(beside[1], 0.99) * 1000
    grown = (beside[2] - quiet[2]) / 1024
    print(f"{arguments.attackers} attackers beside {arguments.users} people: p99 {late:.0f} ms "
          f"({late / (percentile(quiet[0], 0.99) * 1000):.1f} times that without), sign-in p99 {slow:.0f} ms, "
          f"{grown:+.0f} MiB")
    missed = (grown > arguments.most_memory or (arguments.within is not None and late > arguments.within) or
              (arguments.sign_in_within is not None and slow > arguments.sign_in_within))
    return 1 if code != 0 or missed else 0


if __name__ == "__main__":
    sys.exit(main())
