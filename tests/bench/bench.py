#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures confabd beside what bounds it and beside others, and the message view, in one run.

Each figure is the median of interleaved rounds: every server in turn, then all again. A ratio to the limit program of
the same run says more than microseconds of a machine. Prints the tables of docs/performance.md, with what is asked
beside what was measured; --json keeps all rounds.
"""

import argparse
import json
import os
import pathlib

import crowds
import storage
import view
from measuring import Bench, Syncs
from servers import Servers

TABLES = {
    "fanout": crowds.fanout,
    "gathered": crowds.gathered,
    "paced": crowds.paced,
    "idle": crowds.idle,
    "acks": crowds.acks,
    "memory": crowds.memory,
    "history": storage.history,
    "slowdisk": storage.slow_disk,
    "micro": storage.micro,
    "view": view.view,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binaries", type=pathlib.Path, required=True, help="folder of what is measured and measures")
    parser.add_argument("--folder", type=pathlib.Path, required=True,
                        help="where all data lies, on the disk that is measured")
    parser.add_argument("--peers", type=pathlib.Path, required=True,
                        help="folder with node_modules/ws and unpacked/usr/sbin/ngircd; what is not there is left out")
    parser.add_argument("--storage-shim", type=pathlib.Path, help="confab-storage-faults.so, for a disk that is slow")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="one round, small crowds: whether it runs at all")
    parser.add_argument("--only", action="append", choices=TABLES, help="one table; several times for several")
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=COMMAND",
                        help="another broadcast server that prints `ready ws://HOST:PORT`")
    parser.add_argument("--json", type=pathlib.Path)
    arguments = parser.parse_args()

    arguments.folder.mkdir(parents=True, exist_ok=True)
    bench = Bench(arguments.binaries.resolve(), arguments.folder.resolve(), 1 if arguments.quick else arguments.rounds,
                  arguments.quick, arguments.storage_shim)
    servers = Servers(arguments.binaries.resolve(), arguments.peers, arguments.peer)
    syncs = Syncs(bench)
    syncs.take()
    print(f"{os.cpu_count()} processors; fdatasync: median {syncs.at(0.5):.0f} µs, p99 {syncs.at(0.99):.0f} µs")
    if arguments.quick:
        print("So few messages tell whether it runs, and nothing of how fast.")
    for name, make in TABLES.items():
        if not arguments.only or name in arguments.only:
            make(bench, servers)
    if arguments.json:
        arguments.json.write_text(json.dumps(bench.all, indent=1) + "\n")


if __name__ == "__main__":
    main()
