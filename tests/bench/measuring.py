# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the load generator against servers, interleaved, and keeps every round."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time


class Bench:
    def __init__(self, binaries, folder, rounds, quick, storage_shim=None):
        self.load = str(binaries / "confab-load")
        self.binaries = binaries
        self.folder = folder  # below which all data lies: one disk
        self.rounds = rounds
        self.quick = quick
        self.storage_shim = storage_shim  # makes a disk slow; None: there is none here
        self.all = []

    def once(self, server, options, started=None):
        """The figures of one run against a server of its own, or None. `started` is called when it runs."""
        if server.most and options["clients"] > server.most:
            return None
        with server.running(self.folder) as (url, pid):
            command = [self.load, "--url", url, "--pid", str(pid), "--dialect", server.dialect]
            if server.opening:
                options = {**options, "opening": server.opening}
            for name, value in options.items():
                command += [f"--{name}", str(value)]
            if started:
                started()
            result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            print(f"  {server.name} {options}: {result.stderr.strip()}", file=sys.stderr)
            return None
        figures = json.loads(result.stdout)
        self.all.append({"server": server.name, "options": options, "figures": figures})
        return figures

    def measure(self, servers, options, figure, before_each_round=lambda: None, started=None):
        """The median of `figure(figures)` for each server; None where it failed each time. Every server in turn, then
        all again."""
        values = {server.name: [] for server in servers}
        for _ in range(self.rounds):
            before_each_round()
            for server in servers:
                figures = self.once(server, options, started)
                if figures is not None:
                    values[server.name].append(figure(figures))
        return {name: _median(each) for name, each in values.items()}


class Syncs:
    """What an fdatasync of 4 KiB appended takes where the data lies, in µs. Whoever compares with it takes some now and
    then, as a disk is not always as quick."""

    def __init__(self, bench):
        self.folder = bench.folder
        self.times = []

    def take(self):
        with tempfile.NamedTemporaryFile(dir=self.folder) as file:
            for _ in range(200):
                file.write(os.urandom(4096))
                file.flush()
                began = time.perf_counter()
                os.fdatasync(file.fileno())
                self.times.append((time.perf_counter() - began) * 1e6)

    def at(self, part):
        return sorted(self.times)[int(part * (len(self.times) - 1))]


def _median(values):
    """Of numbers, or of dicts of numbers by name."""
    if not values:
        return None
    if isinstance(values[0], dict):
        return {name: statistics.median(each[name] for each in values) for name in values[0]}
    return statistics.median(values)
