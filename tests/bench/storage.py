# SPDX-License-Identifier: GPL-3.0-or-later
"""What a large room costs to read, what a slow disk does to those who do not wait for it, and the micro-benchmarks."""

import json
import os
import subprocess
import sys

from report import Table, at_most, number
from servers import HERE

sys.path.insert(0, str(HERE.parent / "soak"))
from storage_shim import Storage  # noqa: E402

# Of tests/bench/micro/sample_room.h.
SAMPLE_ROOM = "room:01HX5ZZKBKACTAV9WEVGEMMVS1"
SAMPLE_PERSON = "mara"


class SampleRoom:
    """A room of a million messages, made once and kept."""

    def __init__(self, bench):
        self.micro = bench.binaries / "confab-micro"
        self.messages = 5_000 if bench.quick else 1_000_000
        self.folder = bench.folder / f"room-{self.messages}"
        self.scratch = bench.folder

    def run(self, *arguments):
        """What Google Benchmark prints; the room is made where it is not there yet."""
        # Its own temporary folders lie on the same disk.
        done = subprocess.run([str(self.micro), "--folder", str(self.folder), "--messages", str(self.messages),
                               *arguments], stdout=subprocess.PIPE, check=True,
                              env={**os.environ, "TMPDIR": str(self.scratch)})
        return done.stdout

    def make(self):
        self.run("--benchmark_list_tests=true")


def micro(bench, servers):
    room = _sample_room(bench)
    if not room:
        return
    few = ["--benchmark_filter=^(codec|append|history|search/word|search/two ideographs)", "--benchmark_min_time=0.05"]
    results = json.loads(room.run("--benchmark_format=json", *(few if bench.quick else [])))["benchmarks"]
    bench.all.append({"micro": results})
    table = Table(f"Micro-benchmarks; the room that is read has {room.messages:,} messages",
                  ["µs", "messages/s", "p50 ms", "p99 ms", "asked: p99 ms"])
    asked = {"history": 1, "search": 10}
    for one in results:
        rate = one.get("items_per_second")
        p99 = one.get("p99_ms")
        most = asked.get(one["name"].partition("/")[0])
        name = one["name"].partition("/iterations")[0].replace("/real_time", "")
        table.row(name, [number(one["real_time"] / 1000), number(rate, 0), number(one.get("p50_ms")), number(p99),
                         most and f"{most}: {at_most(p99, most)}"])
    table.print()


def history(bench, servers):
    room = _sample_room(bench)
    if not room:
        return
    room.make()
    servers.administer(room.folder, "user", "reset-password", SAMPLE_PERSON)
    measured = [servers.confabd("confabd, ws", plaintext=True, kept=room.folder),
                servers.confabd("confabd, wss", kept=room.folder)]
    options = {"run": "pages", "clients": 1, "messages": 500 if bench.quick else 5000, "warmup": 100,
               **servers.account(SAMPLE_PERSON), "conversation": SAMPLE_ROOM}
    figures = bench.measure(measured, options, lambda f: {"p50": f["p50Us"] / 1000, "p99": f["p99Us"] / 1000})
    table = Table(f"A page of 50 anywhere in a room of {room.messages:,}, over the socket: ms",
                  ["p50", "p99", "asked: 3"])
    for server in measured:
        one = figures[server.name]
        table.row(server.name, [number(one["p50"]), number(one["p99"]), at_most(one["p99"], 3)] if one else [None] * 3)
    table.print()


def _sample_room(bench):
    room = SampleRoom(bench)
    if not room.micro.exists():
        print("\nThe micro-benchmarks were not built, as Google Benchmark is missing; nor is there a room to read.")
        return None
    return room


def slow_disk(bench, servers):
    """Whoever pings or comes anew does not wait for the disk on which what others write is kept."""
    if not bench.storage_shim:
        return
    delays = [0, 50] if bench.quick else [0, 50, 2000]
    rate, clients = 4000, 20
    seconds = 1 if bench.quick else 10
    options = {"run": "steady", "clients": clients, "senders": 8, "rate": rate, "messages": seconds * rate // clients,
               "seconds": 60}
    table = Table(f"A disk whose syncs take longer, {rate // clients} messages a second to {clients}: ms",
                  ["`ping` p50", "`ping` p99", "handshake p50", "handshake p99", "p99 asked: as without, 1.5 × + 1 ms"])
    for plaintext in (True, False):
        usual = None
        for delay in delays:
            server, slow = _on_slow_disk(bench, servers, plaintext, delay)
            found = bench.measure([server], options, lambda f: {
                name: f[name + "Us"] / 1000 for name in ("pingP50", "pingP99", "handshakeP50", "handshakeP99")},
                started=slow)[server.name]
            table.row(server.name, _slow_disk_cells(found, usual))
            usual = usual or found
    table.print()


def _slow_disk_cells(found, usual):
    if not found:
        return [None] * 5
    # What two runs differ by anyhow is let pass; a sync is not.
    kept = usual and " / ".join(at_most(found[name], 1.5 * usual[name] + 1) for name in ("pingP99", "handshakeP99"))
    return [number(each) for each in found.values()] + [kept]


def _on_slow_disk(bench, servers, plaintext, delay):
    """(server, what makes its disk slow once it runs)."""
    storage = Storage(bench.folder / "slow-disk-control")
    storage.heal()

    def slow():
        storage["sync_delay_us"] = delay * 1000

    def quick_again():
        storage["sync_delay_us"] = 0

    name = f"{'ws' if plaintext else 'wss'}, syncs {'as they are' if delay == 0 else f'{delay:,} ms longer'}"
    server = servers.confabd(name, plaintext=plaintext, stopping=quick_again,
                             environment=lambda data: storage.environment(bench.storage_shim, os.path.realpath(data)))
    return server, slow
