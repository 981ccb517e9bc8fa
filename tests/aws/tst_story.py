#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stories against four copies of confab-lambda, with emulators of all that AWS gives it, on free ports.

Exit 77, with the reason, where an emulator cannot be had.
"""

import argparse
import collections
import json
import os
import sys
import tempfile

try:
    import botocore  # noqa: F401
except ImportError:
    print(f"Skipped: {sys.executable} has no botocore (Debian: python3-botocore).")
    sys.exit(77)

import dynamo_tables
import offline_gateway
import story
from stand_in import StandIn

COPIES = 4


def start_gateway(arguments, environment, folder):
    output = os.path.join(folder, "function")
    if arguments.gateway == "offline":
        return offline_gateway.OfflineGateway(arguments.packages, arguments.function, COPIES, environment, output)
    pairs = [word for name, value in environment.items() for word in ("--env", f"{name}={value}")]
    return StandIn("--copies", str(COPIES), "--freeze", "--throttle", "2", "--output", output, "--log",
                   os.path.join(folder, "log"), *pairs, function=arguments.function)


def faults(gateway, log):
    """What the stand-in saw that should not have been, beside what the stories saw."""
    with open(log, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    kinds = collections.Counter(line["kind"] for line in lines)
    refused = collections.Counter(line["status"] for line in lines if line["kind"] == "refused")
    failed = [line["error"] for line in lines if line["kind"] == "call" and line["error"]]
    print(f"API Gateway: {dict(kinds)}; refused, by status: {dict(refused)}")
    # Whoever has just gone is posted to for a moment; the first posts were refused on purpose, and copies killed.
    found = [f"refused with {status}" for status in refused if status not in (410, 429)]
    found += [f"the function failed: {error}" for error in failed if error != "Runtime.ExitError"]
    state = gateway.state()
    if state["restarts"] != gateway.killed:
        found.append(f"{state['restarts']} processes ended, and {gateway.killed} were killed")
    return found + [f"dead: {state['dead']}"] * bool(state["dead"])


def told_by(function):
    """(sums of the function's metrics, its other lines) of what it printed."""
    sums, others = collections.Counter(), []
    with open(function, encoding="utf-8", errors="replace") as file:
        for line in file:
            try:
                metrics = json.loads(line)
                sums.update({one["Name"]: metrics[one["Name"]]
                             for one in metrics["_aws"]["CloudWatchMetrics"][0]["Metrics"]})
            except (ValueError, KeyError, TypeError):
                others.append(line)
    return dict(sums), others


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gateway", choices=("stand-in", "offline"), default="stand-in")
    parser.add_argument("--packages", help="the folder that serverless-offline is installed into")
    parser.add_argument("--parts", nargs="+", choices=story.PARTS, default=list(story.PARTS))
    parser.add_argument("--function", nargs=argparse.REMAINDER, required=True, metavar="PROGRAM ARG")
    arguments = parser.parse_args()
    strict = arguments.gateway == "stand-in"
    # What serverless-offline does not refuse, and cannot be told to do.
    parts = [part for part in arguments.parts if strict or part not in ("limits", "deaths")]
    running = []
    with tempfile.TemporaryDirectory(prefix="confab-story-") as folder:
        try:
            dynamo = dynamo_tables.Dynamo(os.path.join(folder, "dynamo"))
            running.append(dynamo)
            gateway = start_gateway(arguments, {**dynamo.environment(), "CONFAB_ACCESS": "open"}, folder)
            running.append(gateway)
            failed = story.tell(gateway.url, parts, gateway.kill_one if strict else None)
            calls, cancelled, reads, writes = dynamo.counts()
            if strict:
                for fault in faults(gateway, os.path.join(folder, "log")):
                    failed += 1
                    print(fault)
            print(f"DynamoDB: {calls}; {cancelled} transactions cancelled; {reads} units read, {writes} written")
        except (dynamo_tables.Missing, offline_gateway.Missing) as missing:
            print(f"Skipped: {missing}")
            return 77
        finally:
            for one in reversed(running):
                one.stop()
        metrics, lines = told_by(os.path.join(folder, "function"))
        print(f"Metrics: {metrics}")
        if failed:
            print("The function's last lines:\n" + "".join(lines[-40:]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
