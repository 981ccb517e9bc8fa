#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop's clients talk to confabd through a network that refuses, cuts, resets, stalls, swallows, delays and
trickles; whenever it heals, all of them must come to hold the same log, that of the server, with everything that anybody
wrote in it once. Exit 0 when that holds."""

import argparse
import collections
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))

from confab_load import group_of
from confab_wire import Confabd
from fault_proxy import FaultProxy

ONLINE, REFUSED = 4, 6  # client::ConnectionStatus::Phase


class Clients:
    """confab-soak-clients, as its main.cpp says."""

    def __init__(self, program, url, people, folder):
        with open(folder + ".log", "wb") as errors:
            self.process = subprocess.Popen([program, "--url", url, "--people", str(people), "--folder", folder],
                                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True,
                                            env={**os.environ, "QT_LOGGING_RULES": "*.debug=false"})

    def tell(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def logs(self):
        self.tell("logs")
        logs = []
        while (line := self.process.stdout.readline().strip()) != "end":
            if not line:
                raise AssertionError(f"the clients ended with {self.process.wait(10)}")
            logs.append(json.loads(line))
        return logs

    def close(self):
        self.process.communicate("quit\n", timeout=60)


def hash_of(rows):
    lines = "".join(f"{row['seq']}\t{row['id']}\t{row['author']}\t{row['text']}\n" for row in rows)
    return hashlib.sha256(lines.encode()).hexdigest()


def difference(server, clients):
    """Why the logs are not yet the same; empty when they are."""
    logs = clients.logs()
    if any(log["phase"] != ONLINE for log in logs):
        return f"phases {[log['phase'] for log in logs]}"
    code, dumped, errors = server.run("dump")
    if code != 0:
        raise AssertionError(errors)
    rows = group_of(dumped)
    if [row["seq"] for row in rows] != list(range(1, len(rows) + 1)):
        return "the server's numbers have holes"
    there = collections.Counter(row["text"] for row in rows)
    for log in logs:
        wrong = [text for text in (f"{log['name']} says {n}" for n in range(1, log["said"] + 1)) if there[text] != 1]
        if wrong:
            return f"{len(wrong)} texts are not there once, the first {wrong[0]!r}, {there[wrong[0]]} times"
    if sum(there.values()) != sum(log["said"] for log in logs):
        return "the server has what nobody said"
    expected = hash_of(rows)
    others = [log["name"] for log in logs if log["hash"] != expected]
    return f"{len(others)} logs differ from the server's {len(rows)} rows, the first {others[0]}'s" if others else ""


def settle(server, clients, patience):
    """(seconds until all logs are the same, why they are not)."""
    begin = time.monotonic()
    while True:
        clients.tell("wake")  # as a desktop does that sees its network come back
        why = difference(server, clients)
        took = time.monotonic() - begin
        if not why or took > patience:
            return took, why
        time.sleep(0.1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--confabd", required=True)
    parser.add_argument("--clients", required=True, help="the program confab-soak-clients")
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--faults", type=int, default=10_000)
    parser.add_argument("--minutes", type=float, help="stop after so long, however many faults there were")
    parser.add_argument("--storm", type=float, default=10, help="seconds of bad network before it heals")
    parser.add_argument("--talk", type=int, default=1000, help="ms between two messages of one person")
    parser.add_argument("--patience", type=float, default=60, help="seconds until all logs must be the same")
    parser.add_argument("--tls", action="store_true")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    arguments = parser.parse_args()
    end = time.monotonic() + arguments.minutes * 60 if arguments.minutes else float("inf")

    print(f"seed {arguments.seed}", flush=True)
    failures = []
    took = []
    stuck = 0
    with tempfile.TemporaryDirectory(prefix="confab-network-") as folder:
        people = os.path.join(folder, "people")
        os.mkdir(people)
        server = Confabd(arguments.confabd, os.path.join(folder, "data"), "--access", "open", "--no-rate-limits",
                         *([] if arguments.tls else ["--plaintext"])).start()
        proxy = FaultProxy((server.host, server.port), random.Random(arguments.seed))
        clients = Clients(arguments.clients, f"{server.scheme}://127.0.0.1:{proxy.port}", arguments.people, people)
        seconds, why = settle(server, clients, 60)
        if why:
            failures.append(f"they could not come together at all: {why}")
        rounds = 0
        while proxy.count() < arguments.faults and time.monotonic() < end and not failures:
            rounds += 1
            clients.tell(f"talk {arguments.talk}")
            proxy.worsen()
            storm_ends = time.monotonic() + arguments.storm
            while time.monotonic() < storm_ends:
                clients.tell("wake")
                time.sleep(0.25)
            clients.tell("quiet")
            stuck += sum(log["phase"] == REFUSED for log in clients.logs())
            proxy.heal()
            seconds, why = settle(server, clients, arguments.patience)
            took.append(seconds)
            if why:
                failures.append(f"round {rounds}: after {seconds:.1f} s {why}")
            if rounds % 10 == 0:
                print(f"{proxy.count()} faults, logs the same after {max(took):.1f} s at worst", flush=True)
        said = sum(log["said"] for log in clients.logs())
        clients.close()
        proxy.close()
        if server.terminate() != 0:
            failures.append("SIGTERM was not answered with exit 0")
    print(f"{proxy.count()} faults over {rounds} storms ({', '.join(f'{k} {v}' for k, v in proxy.faults.items())}), "
          f"{arguments.people} clients, {said} messages; logs the same after {max(took, default=0):.1f} s at worst, "
          f"{sum(took) / max(1, len(took)):.1f} s on average; {stuck} would not try again; {len(failures)} failures")
    for failure in failures[:20]:
        print("  " + failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
