# SPDX-License-Identifier: GPL-3.0-or-later
"""The message view on a conversation of a million messages in its cache, and what it weighs beside an empty one."""

import json
import shutil
import statistics
import subprocess
import sys

from report import Table, at_most, number


def view(bench, _servers):
    program = bench.binaries / "confab-view-bench"
    messages, pages = (20_000, 50) if bench.quick else (1_000_000, 1000)
    kept = bench.folder / f"view-{messages}"
    if not (kept / "profiles.ini").exists():
        shutil.rmtree(kept, ignore_errors=True)

    def run(*arguments):
        done = subprocess.run([str(program), "--folder", str(kept), "--messages", str(messages), "--pages", str(pages),
                               *arguments], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            print(f"  {program.name}: {done.stderr.strip()}", file=sys.stderr)
            return None
        return json.loads(done.stdout) if done.stdout else {}

    if run("--make") is None:
        return
    full, empty = [], []
    for _ in range(bench.rounds):
        full.append(run())
        empty.append(run("--empty"))
    if None in full or None in empty:
        return
    bench.all.append({"view": full, "empty": empty})

    def median(name, runs=None):
        return statistics.median(each[name] for each in (runs or full))

    table = Table(f"The message view, {messages:,} messages in the cache", ["p50", "p99", "most", "asked"])
    table.row("opening, wall-clock ms; the first time: " + number(median("openFirst"), 1),
              [number(median("openP50"), 1), None, number(median("openMost"), 1), f"50: {at_most(median('openMost'), 50, 1)}"])
    table.row(f"a page of scrolling, {pages:,} of them, ms of work",
              [number(median("pageP50"), 1), number(median("pageP99"), 1), number(median("pageMost"), 1),
               f"p99 8: {at_most(median('pageP99'), 8, 1)}"])
    table.row("the window resized, ms of work",
              [number(median("resizeP50"), 1), number(median("resizeP99"), 1), None,
               f"p99 16: {at_most(median('resizeP99'), 16, 1)}"])
    table.row("a message sent, ms of work", [number(median("appendP50"), 1), number(median("appendP99"), 1), None, None])
    more = median("rss") - median("rss", empty)
    table.row(f"MiB more than with an empty conversation, after {pages:,} pages",
              [number(more, 1), None, None, f"40: {at_most(more, 40, 1)}"])
    table.print()
