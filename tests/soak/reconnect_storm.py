#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A full house, then the server is killed and started again: everybody comes back at once, by their token, and syncs. Told
is how long it takes until the last one has. Exit 0 when all are in sync with the server's head in time."""

import argparse
import asyncio
import os
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))

from confab_wire import Confabd
from crowd import Gone, Seat, accounts


async def come_back(port, token, head, deadline):
    """Tries as a client does, until it is in sync; how many tries it took."""
    tries = 0
    wait = 0.1
    while True:
        tries += 1
        seat = Seat()
        try:
            await seat.connect(port)
            await seat.enter(token)
            found = (await seat.sync([["group", 0, 0, ""]]))["group"]
            if found["seq"] != head:
                raise AssertionError(f"in sync with {found['seq']}, the head is {head}")
            return seat, tries
        except (Gone, OSError):
            seat.leave()
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(wait)
            wait = min(wait * 2, 3)


async def all_come_back(port, tokens, count, head, patience):
    begin = time.monotonic()
    back = await asyncio.gather(*(come_back(port, tokens[i % len(tokens)], head, begin + patience)
                                  for i in range(count)))
    took = time.monotonic() - begin
    seats = [seat for seat, _ in back]
    return took, seats, sum(tries for _, tries in back) - count


async def run(arguments, server):
    server.start()
    tokens = await accounts(server.port, arguments.accounts)
    writer = Seat()
    await writer.connect(server.port)
    await writer.enter(tokens[0])
    for i in range(arguments.messages):
        ack = await writer.ask("sendMessage", conversation="group", message=f"before the storm {i}")
    worst = 0
    for number in range(arguments.rounds):
        took, seats, again = await all_come_back(server.port, tokens, arguments.clients, ack["seq"], arguments.patience)
        put_off = sum(seat.put_off for seat in seats)
        print(f"{arguments.clients} in sync after {took:.1f} s, {again} tries failed, {put_off} syncs were put off"
              f"{' (the first coming, no storm)' if number == 0 else ''}", flush=True)
        worst = max(worst, took if number else 0)
        if number + 1 < arguments.rounds:
            server.kill()
            for seat in seats:
                seat.leave()
            server.start()
    for seat in seats:
        seat.leave()
    return worst


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--confabd", required=True)
    parser.add_argument("--clients", type=int, default=2000)
    parser.add_argument("--accounts", type=int, default=100, help="whose connections they are, as devices")
    parser.add_argument("--messages", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=4, help="the first is a coming without a storm")
    parser.add_argument("--patience", type=float, default=120)
    parser.add_argument("--within", type=float, help="seconds it may take")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="confab-storm-") as folder:
        server = Confabd(arguments.confabd, os.path.join(folder, "data"), "--plaintext", "--access", "open",
                         "--no-rate-limits")
        worst = asyncio.run(run(arguments, server))
        code = server.terminate()
    late = arguments.within is not None and worst > arguments.within
    print(f"{arguments.clients} clients of {arguments.accounts} accounts after a restart: all in sync after "
          f"{worst:.1f} s at worst")
    return 1 if code != 0 or late else 0


if __name__ == "__main__":
    sys.exit(main())
