#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills confabd with -9 under load, again and again, and looks for what it had acknowledged.

Several clients write as fast as they are acked, some by the Confab dialect, one by the plain one. After a kill the
server is started on the same folder; clients send again, with the same id, what was not acked. At the end every
acknowledged message must be in `history` once, at the seq it was acked with, with its text, and the numbers must have no
hole. Exit 0 when that holds.
"""

import argparse
import os
import random
import sys
import tempfile
import time

from confab_load import Load, PlainWriter, Writer, acked, broken_promises, whole_history
from confab_wire import Confabd


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--confabd", required=True)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--minutes", type=float, help="stop after so long, however many kills there were")
    parser.add_argument("--seconds", type=float, default=1.5, help="of load before a kill, give or take half")
    parser.add_argument("--clients", type=int, default=5)
    parser.add_argument("--keep", help="a folder to use and leave")
    arguments = parser.parse_args()

    temporary = None
    folder = arguments.keep
    if not folder:
        temporary = tempfile.TemporaryDirectory(prefix="confab-kill-")
        folder = temporary.name
    server = Confabd(arguments.confabd, os.path.join(folder, "data"), "--plaintext", "--access", "open",
                     "--no-rate-limits")
    plain = PlainWriter()
    people = [*(Writer(f"writer{i}") for i in range(arguments.clients)), plain]
    end = time.monotonic() + arguments.minutes * 60 if arguments.minutes else float("inf")

    failures = []
    kills = 0
    while kills < arguments.kills and time.monotonic() < end and not failures:
        server.start()
        before = acked(people)
        load = Load(server, people)
        # The load counts from the first ack on, so that a slow machine is killed in the middle of it as well.
        if not load.wait_for_acks(before + 1):
            failures.append(f"round {kills + 1} saw no ack at all")
        time.sleep(arguments.seconds * random.uniform(0.5, 1.5))
        server.kill()
        kills += 1
        failures += load.join()
        if arguments.kills <= 20 or kills % 100 == 0:
            print(f"round {kills}: killed after {acked(people) - before} more acks, {acked(people)} in all", flush=True)

    server.start()
    rows = whole_history(server)
    code = server.terminate()
    if code != 0:
        failures.append(f"SIGTERM was answered with exit {code}")
    failures += broken_promises(rows, people)
    if not plain.seen:
        failures.append("the plain client read nothing of its own")

    repeats = sum(one.repeats for one in people if isinstance(one, Writer))
    print(f"{kills} kills, {acked(people)} acked and {len(plain.seen)} echoed messages, {repeats} sent again, "
          f"{len(rows)} rows in history, {len(failures)} failures")
    for failure in failures[:20]:
        print("  " + failure)
    if temporary:
        temporary.cleanup()
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
