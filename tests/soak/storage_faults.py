#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets writes, syncs and truncations of confabd fail, with ENOSPC and EIO, at every n-th one in turn.

While it fails, writers must be answered `unavailable` or an ack that holds, and reads go on; when it works again the
same server must take the same messages, by their ids. Now and then the server is killed with -9 and started again, also
onto a storage that fails at once. At the end everything acknowledged must be in `history` once, at the seq it was acked
with, the numbers without a hole, and `confabd check` content. Exit 0 when that holds.
"""

import argparse
import errno
import os
import random
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))
from confab_wire import Closed, ConfabClient, Confabd, ulid  # noqa: E402
from storage_shim import Storage  # noqa: E402

WRITES, SYNCS, TRUNCATES = 1, 2, 4
FOR_EVER = -1
HEALS_WITHIN = 10  # seconds
PASSWORD = "a password to fail with"


class Run:
    def __init__(self, arguments, folder):
        self.storage = Storage(os.path.join(folder, "control"))
        data = os.path.join(os.path.realpath(folder), "data")
        self.server = Confabd(arguments.confabd, data, "--plaintext", "--access", "open", "--no-rate-limits",
                              environment=self.storage.environment(arguments.shim, data))
        self.client = None
        self.acked = {}  # id → (seq, text)
        self.waiting = {}  # id → text
        self.serial = 0
        self.unavailable = self.crashes = self.restarts = self.reads = self.refused_starts = 0
        self.slowest_heal = 0.0
        self.failures = []

    def start(self):
        self.server.start()
        self.sign_in()

    def sign_in(self):
        self.client = ConfabClient(self.server.host, self.server.port)
        self.client.ask("hello", client="storage_faults")
        verb = "signIn" if self.acked else "signUp"
        answer = self.client.ask(verb, username="writer", password=PASSWORD)
        assert answer["type"] == "session", answer

    def restart(self):
        self.restarts += 1
        self.server.kill()
        self.start()

    def send(self, identity, text):
        """Whether it was acked. An error other than `unavailable` is none that a failing storage may cause."""
        self.client.pushes.clear()
        answer = self.client.ask("sendMessage", id=identity, conversation="group", message=text)
        if answer["type"] == "ack":
            self.acked[identity] = (answer["seq"], text)
            self.waiting.pop(identity, None)
            return True
        self.waiting[identity] = text
        if answer["type"] != "error" or answer["code"] != "unavailable":
            self.failures.append(f"answered {answer}")
        self.unavailable += 1
        return False

    def send_new(self):
        self.serial += 1
        return self.send(ulid(), f"{self.serial} " + "x" * random.randrange(4000))

    def read(self):
        """A reader is served, and sees what was acked last."""
        newest = max(self.acked.values(), default=(0, ""))
        page = self.client.ask("history", conversation="group", limit=5)
        self.reads += 1
        if page["type"] != "messages" or all(row["seq"] != newest[0] for row in page["messages"]):
            self.failures.append(f"history did not hold seq {newest[0]}: {str(page)[:200]}")

    def send_what_waits(self):
        begin = time.monotonic()
        while self.waiting and time.monotonic() - begin < HEALS_WITHIN:
            for identity, text in list(self.waiting.items()):
                self.send(identity, text)
        self.slowest_heal = max(self.slowest_heal, time.monotonic() - begin)
        if self.waiting:
            self.failures.append(f"{len(self.waiting)} messages were not taken {HEALS_WITHIN} s after it worked again")
            self.waiting.clear()

    def fault(self, after, times, error, kinds):
        """One fault, met by messages one by one; then it works again."""
        self.storage.fail(after, times, error, kinds)
        refused = 0
        # A commit writes several pages and syncs once.
        for _ in range(after + 5):
            refused += not self.send_new()
            if refused:
                self.read()
            if refused > 2:
                break
        self.storage.heal()
        self.send_what_waits()
        self.send_new()

    def fault_in_a_pause(self, after, error):
        """Carrying the log over fails; whoever writes does not notice."""
        for _ in range(110):
            self.send_new()
        self.storage.fail(after, FOR_EVER, error, WRITES | SYNCS | TRUNCATES)
        time.sleep(0.6)
        self.read()
        self.storage.heal()
        self.send_what_waits()
        self.send_new()

    def start_onto_a_fault(self, after, error):
        """It starts or says in a sentence why not; the next start is none the worse for it."""
        self.restarts += 1
        self.server.kill()
        self.storage.fail(after, FOR_EVER, error, WRITES | SYNCS | TRUNCATES)
        command = [self.server.program, "serve", "--data", self.server.data, "--listen", "127.0.0.1:0",
                   *self.server.options]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              env=self.server.environment) as process:
            if process.stdout.readline():
                process.kill()
                process.wait()
            else:
                self.refused_starts += 1
                code = process.wait()
                errors = process.stderr.read()
                if code != 4 or not errors.rstrip().endswith("."):
                    self.failures.append(f"a start onto a failing storage: exit {code}, {errors!r}")
        self.storage.heal()
        self.start()

    def one(self, number):
        # Every n-th operation in turn, each with either error, alone and for ever, writes, syncs, or whatever comes.
        error = (errno.ENOSPC, errno.EIO)[number % 2]
        times = (1, FOR_EVER, 3)[number // 2 % 3]
        kinds = (WRITES | SYNCS | TRUNCATES, WRITES, SYNCS)[number // 6 % 3]
        after = number // 18 % 40 if kinds != SYNCS else number // 18 % 4
        if number % 20 == 10:
            self.fault_in_a_pause(number // 20 % 8, error)
        elif number % 20 == 15:
            self.start_onto_a_fault(number // 20 * 3 % 60, error)
        else:
            self.fault(after, times, error, kinds)
        if number % 50 == 49:
            self.restart()

    def verify(self):
        rows = []
        after = 0
        while True:
            page = self.client.ask("history", conversation="group", after=after, limit=100)
            assert page["type"] == "messages", page
            rows += page["messages"]
            if not page["moreAfter"]:
                break
            after = rows[-1]["seq"]
        by_id = {row["id"]: row for row in rows}
        false_acks = [identity for identity, (seq, text) in self.acked.items()
                      if identity not in by_id or (by_id[identity]["seq"], by_id[identity]["text"]) != (seq, text)]
        doubled = len(rows) - len(by_id)
        holes = sum(row["seq"] != number for number, row in enumerate(rows, 1))
        return len(rows), len(false_acks), doubled, holes


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--confabd", required=True)
    parser.add_argument("--shim", required=True, help="confab-storage-faults.so")
    parser.add_argument("--faults", type=int, default=1000, help="at least so many operations that fail")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="confab-faults-") as folder:
        run = Run(arguments, folder)
        run.start()
        run.send_new()
        number = 0
        while run.storage["failed"] < arguments.faults or number < 20:
            try:
                run.one(number)
            except (Closed, ConnectionError, OSError) as problem:
                run.storage.heal()
                if run.server.process.poll() is None:
                    run.failures.append(f"the connection was lost: {problem}")
                    run.server.kill()
                else:
                    run.crashes += 1
                run.start()
            number += 1
            if len(run.failures) > 10:
                break
        run.restart()
        rows, false_acks, doubled, holes = run.verify()
        code = run.server.terminate()
        if code != 0:
            run.failures.append(f"SIGTERM was answered with exit {code}")
        checked = run.server.run("check")
        if checked[0] != 0:
            run.failures.append(f"confabd check: {checked}")
        faults = run.storage["failed"]
        if not run.unavailable:
            run.failures.append("nobody was refused, so nothing was shown")
    for failure in run.failures[:20]:
        print("  " + failure)
    print(f"{faults} faults in {number} rounds, {run.unavailable} refused, {run.reads} reads meanwhile, "
          f"{run.restarts} restarts ({run.refused_starts} refused), taken again within {run.slowest_heal:.2f} s; "
          f"{len(run.acked)} acked, {rows} rows: {false_acks} false acks, {doubled} doubled, {holes} holes, "
          f"{run.crashes} crashes, {len(run.failures)} other failures")
    return 1 if false_acks or doubled or holes or run.crashes or run.failures else 0


if __name__ == "__main__":
    sys.exit(main())
