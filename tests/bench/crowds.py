# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server does with many connections: what a delivery costs, how late it is, what an idle one costs."""

import resource

from measuring import Syncs
from report import Table, at_least, at_most, difference, number, quotient


def micros_per_delivery(figures):
    return figures["cpuSeconds"] * 1e6 / figures["deliveries"]


def micros_per_answer(figures):
    return figures["cpuSeconds"] * 1e6 / figures["answers"]


def fanout(bench, servers):
    crowds = [100] if bench.quick else [100, 1000, 5000]
    measured = [servers.limit, servers.ws, servers.wss, servers.plain_ws, servers.plain_wss] + servers.others
    deliveries = 10_000 if bench.quick else 100_000
    columns = [bench.measure(measured, {"clients": n, "messages": max(60, deliveries // n), "warmup": 20,
                                        "seconds": 120}, micros_per_delivery) for n in crowds]
    table = _deliveries("One message in flight", "limit", measured, crowds, columns)
    _asked(table, columns, "limit", [0.8] * len(crowds), 0.95)
    _asked_of_node(table, columns, 1.25)
    table.print()


def gathered(bench, servers):
    crowds = [100] if bench.quick else [100, 1000, 5000]
    measured = [servers.limit, servers.corked, servers.ws, servers.wss, servers.plain_ws, servers.plain_wss]
    measured += servers.others
    deliveries = 30_000 if bench.quick else 300_000
    columns = [bench.measure(measured, {"clients": n, "senders": 8, "outstanding": 2, "warmup": 32, "seconds": 120,
                                        "messages": max(320, deliveries // n)}, micros_per_delivery) for n in crowds]
    table = _deliveries("Eight senders, two outstanding each", "limit, corked", measured, crowds, columns)
    _asked(table, columns, "limit, corked", [0.6 if n == 5000 else 0.7 for n in crowds], 0.9)
    _asked_of_node(table, columns, 9)
    table.print()


def _deliveries(title, limit, measured, crowds, columns):
    table = Table(f"{title}: µs of CPU per delivery (in brackets: deliveries per CPU-second, as part of the {limit})",
                  [f"N={n:,}" for n in crowds])
    for server in measured:
        table.row(server.name, [_beside(column[server.name], column[limit]) for column in columns])
    for name, wss, ws in (("TLS: wss − ws", "confabd, wss", "confabd, ws"),
                          ("TLS, plain dialect", "confabd, plain dialect, wss", "confabd, plain dialect, ws")):
        table.row(name, [number(difference(column[wss], column[ws])) for column in columns])
    return table


def _beside(value, limit):
    return None if value is None or limit is None else f"{value:.2f} ({limit / value:.2f})"


def _asked(table, columns, limit, asked, goal):
    held = " / ".join(f"{each:g}" for each in dict.fromkeys(asked))
    table.row(f"confabd, ws, part of the {limit}; asked: {held} (goal {goal:g})",
              [at_least(quotient(column[limit], column["confabd, ws"]), each) for column, each in zip(columns, asked)])


def _asked_of_node(table, columns, asked):
    if "node ws" in columns[0]:
        table.row(f"confabd, ws, times node ws; asked: {asked:g}",
                  [at_least(quotient(column["node ws"], column["confabd, ws"]), asked) for column in columns])


def paced(bench, servers):
    n = 20 if bench.quick else 100
    options = {"run": "paced", "clients": n, "senders": 8, "messages": 400 if bench.quick else 2000, "warmup": 100,
               "rate": 20_000}
    measured = [servers.limit, servers.ws, servers.wss]
    syncs = Syncs(bench)
    delays = bench.measure(measured, options, lambda f: {"p50": f["p50Us"], "p99": f["p99Us"]}, syncs.take)
    table = Table(f"20,000 deliveries a second to {n}: delay in µs", ["p50", "p99"])
    for server in measured:
        one = delays[server.name]
        table.row(server.name, [number(one["p50"], 0), number(one["p99"], 0)] if one else [None] * 2)
    table.row("one fdatasync on this disk", [number(syncs.at(0.5), 0), number(syncs.at(0.99), 0)])
    if delays["limit"]:
        allowed = 1.2 * (delays["limit"]["p99"] + syncs.at(0.99))
        table.row("allowed: 1.2 × (limit + fdatasync)", [None, number(allowed, 0)])
        for server in (servers.ws, servers.wss):
            table.row(server.name, [None, delays[server.name] and at_most(delays[server.name]["p99"], allowed, 0)])
    table.print()


def idle(bench, servers):
    descriptors = resource.getrlimit(resource.RLIMIT_NOFILE)[1] - 128
    counts = [10, 200] if bench.quick else [10, 1000, 5000, min(10_000, descriptors)]
    options = {"run": "echo", "messages": 500 if bench.quick else 2000, "warmup": 200, "seconds": 120}
    measured = [servers.limit, servers.ws, servers.wss] + [each for each in servers.others if not each.most]
    columns = [bench.measure(measured, dict(options, clients=n), micros_per_answer) for n in counts]
    most = f"{counts[-1]:,} / {counts[0]}"
    table = Table("An echo beside idle connections: µs of CPU", [f"{n:,}" for n in counts] + [most, "asked: 1.3"])
    for server in measured:
        values = [column[server.name] for column in columns]
        grown = quotient(values[-1], values[0])
        table.row(server.name, [number(value, 1) for value in values] +
                  [number(grown), at_most(grown, 1.3) if server in (servers.ws, servers.wss) else None])
    table.row("TLS: wss − ws", [number(difference(column["confabd, wss"], column["confabd, ws"]), 1)
                                for column in columns] + [None, None])
    table.print()


def acks(bench, servers):
    syncs = Syncs(bench)
    table = Table("Durable acks", ["a second", "median µs", "p99 µs", "asked", ""])

    def add(name, measured, options, asked):
        """`asked` makes of a server's figures what was asked of them, and the verdict."""
        figures = bench.measure(measured, {"run": "acks", **options},
                                lambda f: {"rate": f["answers"] / f["seconds"], "p50": f["p50Us"], "p99": f["p99Us"]},
                                syncs.take)
        for server in measured:
            one = figures[server.name]
            table.row(f"{server.name}: {name}", [number(one["rate"], 0), number(one["p50"], 0), number(one["p99"], 0),
                                                 *asked(one)] if one else [None] * 5)

    def many(one):
        return "20,000 a second", at_least(one["rate"], 20_000, 0)

    def lone(one):
        sync = syncs.at(0.5)
        return f"median: 1.5 × fdatasync ({sync:,.0f} µs) + 1 ms", at_most(one["p50"], 1.5 * sync + 1000, 0)

    messages = 3000 if bench.quick else 60_000
    crowd = {"clients": 64, "senders": 64, "messages": messages, "warmup": 640}
    both = [servers.ws, servers.wss]
    add("64 senders, each into a room of two", both, crowd, many)
    # Each message reaches the 64 devices of both.
    two = [servers.confabd(one.name, plaintext=one is servers.ws, users=["ann", "ben"]) for one in both]
    add("64 senders, devices of two people, into one room", two,
        {**crowd, "messages": messages // 3, **servers.account("ann", "ben"), "opening": 4}, many)
    add("a lone sender", both, {"clients": 2, "messages": 300 if bench.quick else 2000, "warmup": 50}, lone)
    table.print()


def memory(bench, servers):
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    n = 1000 if bench.quick else min(18_000, hard - 128)
    print(f"\n{n:,} connections are held by one process; its hard limit is {hard:,} descriptors.")
    ten_thousand = min(n, 10_000)
    table = Table("Connections held", ["held", "KiB each", "asked", f"s to open {ten_thousand:,}", "asked: 10"])
    for server, asked in ((servers.ws, 24), (servers.wss, None)):
        options = {"run": "open", "clients": n, "seconds": 300}
        held = bench.measure([server], options, lambda f: f["bytesPerConnection"] / 1024)[server.name]
        opened = bench.measure([server], dict(options, clients=ten_thousand), lambda f: f["openSeconds"])[server.name]
        table.row(server.name, [f"{n:,}", number(held, 1), asked and f"24: {at_most(held, asked, 1)}", number(opened),
                                at_most(opened, 10)])
    table.print()
