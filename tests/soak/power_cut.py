#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cuts the power of a server that only thinks it has a disk, at thousands of points of what it wrote.

A confabd runs under load with shims/disk_log.so, which writes down each write and sync; the clients put a mark into the
same log for each ack. For every cut the folder is built as the disk would hold it (disk_log.py says how), opened with
`confabd dump`, and looked at: every message acked before the cut is there, unchanged, none twice, no number is skipped,
and SQLite's own check finds nothing. Now and then the server itself is started on it. Exit 0 when that holds.
"""

import argparse
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))

import disk_log
from confab_load import Load, Writer, acked, broken_promises, group_of
from confab_wire import Confabd

SERVED_AGAIN = 50  # every so manieth cut is also served


class Promises:
    """What was acked before the cut, as broken_promises() takes it."""

    def __init__(self):
        self.log = {}


def record_load(arguments, folder, number, wss):
    """(log, what was acked) of a server under load that is stopped by SIGTERM or, every other time, killed."""
    data = os.path.join(folder, f"data{number}")
    log = os.path.join(folder, f"log{number}")
    os.mkdir(data, 0o700)
    marks = disk_log.Marks(log)
    server = Confabd(arguments.confabd, data, "--access", "open", "--no-rate-limits", *([] if wss else ["--plaintext"]),
                     environment={"LD_PRELOAD": arguments.shim, "CONFAB_DISK_LOG": log, "CONFAB_DISK_LOG_FOLDER": data})
    people = [Writer(f"writer{i}", window=arguments.window, text_bytes=arguments.text_bytes,
                     told=lambda identity, seq, text: marks.put(json.dumps([identity, seq, text]).encode()))
              for i in range(3)]
    for stop in (server.kill, server.terminate):
        server.start()
        before = acked(people)
        load = Load(server, people)
        if not load.wait_for_acks(before + 1):
            raise AssertionError("the server acknowledged nothing")
        time.sleep(arguments.seconds / 2)
        stop()
        problems = load.join()
        if problems:
            raise AssertionError(problems[0])
    marks.close()
    return disk_log.read(log)


def look_at(arguments, folder, promised, serve):
    """What is wrong with the folder after a cut, as sentences."""
    done = subprocess.run([arguments.confabd, "dump", "--data", folder], capture_output=True, text=True, check=False,
                          timeout=60)
    failures = []
    if done.returncode == 0:
        failures += broken_promises(group_of(done.stdout), [promised])
        for name in os.listdir(folder):
            if name.endswith(".db") or name.endswith(".sqlite"):
                with sqlite3.connect(os.path.join(folder, name)) as database:
                    found = database.execute("PRAGMA integrity_check").fetchall()
                database.close()
                if found != [("ok",)]:
                    failures.append(f"SQLite finds: {found[:3]}")
    elif promised.log:
        failures.append(f"dump ends with {done.returncode}: {done.stderr.strip()[:300]}")
    # Where nothing was promised yet there may be nothing to dump, but it must serve.
    if serve or done.returncode != 0:
        server = Confabd(arguments.confabd, folder)
        try:
            server.start()
            code = server.terminate()
            if code != 0:
                failures.append(f"SIGTERM after the cut was answered with exit {code}")
        except Exception as problem:
            with open(folder + ".log", encoding="utf-8") as log:
                failures.append(f"it does not start after the cut: {problem!r} {log.read()[-300:]}")
            server.kill()
        os.unlink(folder + ".log")
    return failures


def cuts_of(records, count, generator):
    """Half of the points anywhere, half right behind an ack, where the most is promised."""
    acks = [i + 1 for i, record in enumerate(records) if record.kind == "A"]
    points = [generator.choice(acks) for _ in range(count // 2)]
    points += [generator.randint(1, len(records)) for _ in range(count - len(points))]
    return sorted(points)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--confabd", required=True)
    parser.add_argument("--shim", required=True, help="disk_log.so")
    parser.add_argument("--points", type=int, default=5000)
    parser.add_argument("--points-per-load", type=int, default=500)
    parser.add_argument("--minutes", type=float, help="stop after so long, however many points there were")
    parser.add_argument("--seconds", type=float, default=1.5, help="of load")
    parser.add_argument("--window", type=int, default=3, help="messages a client has under way")
    parser.add_argument("--text-bytes", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    arguments = parser.parse_args()
    arguments.shim = os.path.abspath(arguments.shim)
    end = time.monotonic() + arguments.minutes * 60 if arguments.minutes else float("inf")

    print(f"seed {arguments.seed}", flush=True)
    generator = random.Random(arguments.seed)
    tried = loads = promises = 0
    failures = []
    with tempfile.TemporaryDirectory(prefix="confab-cut-") as folder:
        while tried < arguments.points and time.monotonic() < end and not failures:
            loads += 1
            records = record_load(arguments, folder, loads, wss=loads % 2 == 0)
            cuts = cuts_of(records, min(arguments.points_per_load, arguments.points - tried), generator)
            disk = disk_log.Disk()
            promised = Promises()
            played = 0
            for cut in cuts:
                for record in records[played:cut]:
                    if record.kind == "A":
                        identity, seq, text = json.loads(record.data)
                        promised.log[identity] = (seq, text)
                        promises += 1
                    else:
                        disk.play(record)
                played = cut
                after = os.path.join(folder, "after")
                os.makedirs(after, mode=0o700)
                disk.build(after, generator)
                tried += 1
                wrong = look_at(arguments, after, promised, serve=tried % SERVED_AGAIN == 0)
                failures += [f"load {loads}, cut behind record {cut}: {one}" for one in wrong]
                shutil.rmtree(after)
                if time.monotonic() > end:
                    break
            os.unlink(os.path.join(folder, f"log{loads}"))
            shutil.rmtree(os.path.join(folder, f"data{loads}"))
            if arguments.points > 200:
                print(f"{tried} cuts, {promises} acks, {len(failures)} failures", flush=True)
    print(f"{tried} power cuts over {loads} loads with {promises} acked messages, {len(failures)} failures")
    for failure in failures[:20]:
        print("  " + failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
