#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The long tests one after the other, and a table of what they found. Each goes on until it has done what
docs/reliability.md asks for, or its share of the minutes is over; the table says which. Exit 0 when nothing was found."""

import argparse
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def parts(arguments):
    """(name, share of the minutes, command without its minutes, whether it takes minutes)."""
    confabd = ["--confabd", arguments.confabd]
    minutes = arguments.minutes
    return [
        ("kill -9", 0.35, ["../e2e/kill_test.py", *confabd, "--kills", "2000", "--seconds", "0.2", "--clients", "3"], True),
        ("power cut", 0.2, ["power_cut.py", *confabd, "--shim", arguments.shim], True),
        ("storage faults", 0.05, ["storage_faults.py", *confabd, "--shim", arguments.faults_shim, "--faults", "2000"],
         False),
        ("bad network", 0.2, ["bad_network.py", *confabd, "--clients", arguments.clients, "--people", "30"], True),
        ("bad network, TLS", 0.05, ["bad_network.py", *confabd, "--clients", arguments.clients, "--people", "30", "--tls"],
         True),
        # Beside 100 attackers, and a third as long without them.
        ("attackers", 0.05, ["hostile.py", *confabd, "--seconds", str(max(20, minutes * 2)), "--within", "100",
                             "--sign-in-within", "1000"], False),
        ("reconnect storm", 0.05, ["reconnect_storm.py", *confabd, "--within", "30"], False),
        # A million messages and 50,000 reconnects take from two to eight minutes.
        ("growth", 0.15, ["growth.py", *confabd, "--messages", str(int(min(1_000_000, 20_000 * minutes))),
                          "--reconnects", str(int(min(50_000, 1_000 * minutes)))], False),
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--confabd", required=True)
    parser.add_argument("--clients", required=True)
    parser.add_argument("--shim", required=True)
    parser.add_argument("--faults-shim", required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--only", action="append", help="a part by its name; several times for several")
    arguments = parser.parse_args()
    table = []
    failed = False
    for name, share, command, takes_minutes in parts(arguments):
        if arguments.only and name not in arguments.only:
            continue
        print(f"\n== {name}", flush=True)
        if takes_minutes:
            command += ["--minutes", str(arguments.minutes * share)]
        begin = time.monotonic()
        with subprocess.Popen([sys.executable, "-B", os.path.join(HERE, command[0]), *command[1:]],
                              stdout=subprocess.PIPE, text=True) as running:
            said = []
            for line in running.stdout:
                print(line, end="", flush=True)
                if not line.startswith("  "):
                    said.append(line.strip())
        failed |= running.returncode != 0
        table.append((name, "passed" if running.returncode == 0 else "FAILED", time.monotonic() - begin,
                      said[-1] if said else ""))
    print("\n== Summary")
    for name, result, took, line in table:
        print(f"{name:18}{result:8}{took:7.0f} s  {line}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
