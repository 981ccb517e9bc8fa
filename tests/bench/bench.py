#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures confabd beside what bounds it and beside others, in one run.

Each figure is the median of interleaved rounds: every server in turn, then all again. A ratio to the limit program of
the same run says more than microseconds of a machine. Prints the tables of docs/performance.md; --json keeps all rounds.
"""

import argparse
import contextlib
import json
import os
import pathlib
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


class Server:
    """One server process for one measurement, with a data folder of its own."""

    def __init__(self, name, command, dialect="raw", data=False, ready="ready "):
        self.name = name
        self.command = command
        self.dialect = dialect
        self.data = data
        self.ready = ready

    @contextlib.contextmanager
    def running(self):
        with tempfile.TemporaryDirectory(prefix="confab-bench") as folder:
            command = [part.replace("{data}", folder) for part in self.command]
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            try:
                url = ""
                while not url:
                    line = process.stdout.readline()
                    if not line:
                        raise RuntimeError(f"{self.name} did not start")
                    if line.startswith(self.ready):
                        url = line.split()[1]
                yield url, process.pid
            finally:
                process.terminate()
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()


class Bench:
    def __init__(self, binaries, rounds):
        self.load = str(binaries / "confab-load")
        self.rounds = rounds
        self.all = []

    def once(self, server, options):
        with server.running() as (url, pid):
            command = [self.load, "--url", url, "--pid", str(pid), "--dialect", server.dialect]
            for name, value in options.items():
                command += [f"--{name}", str(value)]
            result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            print(f"  {server.name} {options}: {result.stderr.strip()}", file=sys.stderr)
            return None
        return json.loads(result.stdout)

    def measure(self, servers, options, figure):
        """The median of `figure(figures)` for each server; None where it failed each time."""
        values = {server.name: [] for server in servers}
        for _ in range(self.rounds):
            for server in servers:
                figures = self.once(server, options)
                if figures is not None:
                    values[server.name].append(figure(figures))
                    self.all.append({"server": server.name, "options": options, "figures": figures})
        return {name: statistics.median(each) if each else None for name, each in values.items()}


def micros_per_delivery(figures):
    return figures["cpuSeconds"] * 1e6 / figures["deliveries"]


def micros_per_answer(figures):
    return figures["cpuSeconds"] * 1e6 / figures["answers"]


def table(title, columns, rows):
    print(f"\n## {title}\n")
    print("| | " + " | ".join(columns) + " |")
    print("| --- |" + " --- |" * len(columns))
    for name, cells in rows:
        print(f"| {name} | " + " | ".join("–" if cell is None else cell for cell in cells) + " |")
    sys.stdout.flush()


def fsync_micros(folder):
    """The median and the 99th percentile of an fdatasync of 4 KiB appended there."""
    times = []
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        for _ in range(200):
            file.write(os.urandom(4096))
            file.flush()
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append((time.perf_counter() - began) * 1e6)
    times.sort()
    return times[len(times) // 2], times[int(len(times) * 0.99)]


def number(value, digits=2):
    return None if value is None else f"{value:.{digits}f}"


def ratio(value, limit):
    return None if value is None or limit is None else f"{value:.2f} ({limit / value:.2f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binaries", type=pathlib.Path, required=True, help="folder of confabd, confab-load, confab-limit")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="one round, small crowds: whether it runs at all")
    parser.add_argument("--only", help="fanout, gathered, paced, idle, acks, memory: one table")
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=COMMAND",
                        help="another broadcast server that prints `ready ws://HOST:PORT`")
    parser.add_argument("--node-modules", type=pathlib.Path, help="where node's ws is installed")
    parser.add_argument("--json", type=pathlib.Path)
    arguments = parser.parse_args()

    confabd = [str(arguments.binaries / "confabd"), "serve", "--listen", "127.0.0.1:0", "--access", "open",
               "--no-rate-limits", "--data", "{data}"]
    limit = Server("limit", [str(arguments.binaries / "confab-limit")])
    corked = Server("limit, corked", [str(arguments.binaries / "confab-limit"), "--corked"])
    confab = Server("confabd", confabd + ["--plaintext"], "confab", data=True)
    plain = Server("confabd, plain dialect", confabd + ["--plaintext"], "plain", data=True)
    secure = Server("confabd, wss", confabd, "confab", data=True)
    others = []
    if shutil.which("node") and arguments.node_modules and (arguments.node_modules / "ws").is_dir():
        others.append(Server("node ws", ["env", f"NODE_PATH={arguments.node_modules.resolve()}", "node",
                                         str(HERE / "peers/ws/server.js")]))
    if shutil.which("ngircd"):
        others.append(Server("ngircd", ["python3", str(HERE / "peers/ngircd/start.py")], "irc"))
    for peer in arguments.peer:
        name, _, command = peer.partition("=")
        others.append(Server(name, shlex.split(command)))

    bench = Bench(arguments.binaries, 1 if arguments.quick else arguments.rounds)
    crowds = [20, 100] if arguments.quick else [100, 1000, 5000]
    # Before anything runs: what the disk takes for one commit.
    median, p99 = fsync_micros(tempfile.gettempdir())
    print(f"{os.cpu_count()} processors; fdatasync here: median {median:.0f} µs, p99 {p99:.0f} µs")
    wanted = (lambda name: arguments.only in (None, name))

    if wanted("fanout"):
        servers = [limit, confab, plain, secure] + others
        columns = [bench.measure(servers, {"clients": n, "messages": max(60, 100_000 // n), "warmup": 20, "seconds": 120},
                                 micros_per_delivery) for n in crowds]
        table("One message in flight: µs of CPU per delivery (part of the limit)", [f"N={n}" for n in crowds],
              [(s.name, [ratio(c[s.name], c["limit"]) for c in columns]) for s in servers])

    if wanted("gathered"):
        servers = [limit, corked, confab, plain, secure] + others
        columns = [bench.measure(servers, {"clients": n, "senders": 8, "outstanding": 2, "seconds": 120, "warmup": 32,
                                           "messages": max(320, 300_000 // n)}, micros_per_delivery) for n in crowds]
        table("Eight senders, two outstanding each: µs of CPU per delivery (part of the corked limit)",
              [f"N={n}" for n in crowds],
              [(s.name, [ratio(c[s.name], c["limit, corked"]) for c in columns]) for s in servers])

    if wanted("paced"):
        servers = [limit, confab, secure]
        n = 20 if arguments.quick else 100
        options = {"run": "paced", "clients": n, "senders": 8, "messages": 1000, "warmup": 100, "rate": 20_000}
        delays = bench.measure(servers, options, lambda f: f["p99Us"])
        table(f"20,000 deliveries a second to {n}: p99 in µs", ["p99"],
              [(s.name, [number(delays[s.name], 0)]) for s in servers] + [("an fdatasync", [number(p99, 0)])])

    if wanted("idle"):
        descriptors = resource.getrlimit(resource.RLIMIT_NOFILE)[1] - 64
        idle = [10, 100] if arguments.quick else [10, 1000, 5000, min(10_000, descriptors)]
        servers = [limit, confab, secure]
        options = {"run": "echo", "messages": 2000, "warmup": 200, "seconds": 120, "opening": 200}
        columns = [bench.measure(servers, dict(options, clients=n), micros_per_answer) for n in idle]
        table("An echo beside idle connections: µs of CPU", [f"{n}" for n in idle],
              [(s.name, [number(c[s.name]) for c in columns]) for s in servers])

    if wanted("acks"):
        rows = []
        for clients, name in ((2, "a lone sender"), (64, "64 senders in rooms of two")):
            options = {"run": "acks", "clients": clients, "messages": 1000 * clients // 2, "warmup": 50 * clients}
            if clients == 2:
                options["outstanding"] = 1
            rates = bench.measure([confab], options, lambda f: f["answers"] / f["seconds"])
            delays = bench.measure([confab], options, lambda f: f["p50Us"])
            rows.append((name, [number(rates["confabd"], 0), number(delays["confabd"], 0)]))
        table("Durable acks", ["a second", "median µs"], rows)

    if wanted("memory"):
        rows = []
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1] - 128
        n = 200 if arguments.quick else min(18_000, hard)
        for server in (confab, secure):
            options = {"run": "open", "clients": n if server is confab else n // 4, "seconds": 300}
            held = bench.measure([server], options, lambda f: f["bytesPerConnection"])[server.name]
            opened = bench.measure([server], dict(options, clients=min(n, 10_000) if server is confab else n // 4),
                                   lambda f: f["openSeconds"])[server.name]
            rows.append((server.name, [str(options["clients"]), number(held and held / 1024, 1), number(opened)]))
        table(f"Connections held (descriptors of this machine allow {hard})",
              ["held", "KiB each", "seconds to open 10,000 (wss: a quarter of those held)"], rows)

    if arguments.json:
        arguments.json.write_text(json.dumps(bench.all, indent=1) + "\n")


if __name__ == "__main__":
    main()
