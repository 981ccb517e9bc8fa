#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stories against four copies of confab-lambda, with emulators of all that AWS gives it, on free ports.

Exit 77, with the reason, where an emulator cannot be had.
"""

import argparse
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
    path = os.path.join(folder, "function")
    if arguments.gateway == "offline":
        return offline_gateway.OfflineGateway(arguments.packages, arguments.function, COPIES, environment, path)
    pairs = [word for name, value in environment.items() for word in ("--env", f"{name}={value}")]
    return StandIn("--copies", str(COPIES), "--output", path, *pairs, function=arguments.function)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gateway", choices=("stand-in", "offline"), default="stand-in")
    parser.add_argument("--packages", help="the folder that serverless-offline is installed into")
    parser.add_argument("--parts", nargs="+", choices=story.PARTS, default=list(story.PARTS))
    parser.add_argument("--function", nargs=argparse.REMAINDER, required=True, metavar="PROGRAM ARG")
    arguments = parser.parse_args()
    # What serverless-offline does not refuse.
    parts = [part for part in arguments.parts if part != "limits" or arguments.gateway == "stand-in"]
    running = []
    with tempfile.TemporaryDirectory(prefix="confab-story-") as folder:
        try:
            dynamo = dynamo_tables.Dynamo(os.path.join(folder, "dynamo"))
            running.append(dynamo)
            gateway = start_gateway(arguments, {**dynamo.environment(), "CONFAB_ACCESS": "open"}, folder)
            running.append(gateway)
            failed = story.tell(gateway.url, parts)
            calls, cancelled, reads, writes = dynamo.counts()
            print(f"DynamoDB: {calls}; {cancelled} transactions cancelled; {reads} units read, {writes} written")
        except (dynamo_tables.Missing, offline_gateway.Missing) as missing:
            print(f"Skipped: {missing}")
            return 77
        finally:
            for one in reversed(running):
                one.stop()
        if failed:
            with open(os.path.join(folder, "function"), encoding="utf-8", errors="replace") as file:
                print("The function's last lines:\n" + "".join(file.readlines()[-40:]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
