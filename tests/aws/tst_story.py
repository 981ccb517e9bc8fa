#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stories against four copies of confab-lambda, with emulators of all that AWS gives it, on free ports.

Exit 77, with the reason, where an emulator cannot be had.
"""

import argparse
import collections
import contextlib
import itertools
import json
import os
import signal
import subprocess
import sys
import tempfile

try:
    import botocore  # noqa: F401
except ImportError:
    print(f"Skipped: {sys.executable} has no botocore (Debian: python3-botocore).")
    sys.exit(77)

import deployed_story
import dynamo_tables
import function_output
import offline_gateway
import s3_bucket
import story
from api_gateway import CREDENTIALS
from people import SECRETS
from stand_in import HERE, StandIn
from tst_lambda_zip import unpacked

COPIES = 4
WORKERS = 2
REGION = "eu-central-1"
LEX_STUB = os.path.join(HERE, "..", "server", "data", "lex_stub.py")
PARTS = {**story.PARTS, **deployed_story.PARTS}
# What serverless-offline does not refuse, cannot be told to do, or does not have.
STRICT = {"limits", "deaths", *(set(deployed_story.PARTS) - {"desktops"})}
# Where Lex is, it is the first that is asked: see questions().
WITHOUT_LEX = {"bot"}


class Lex:
    """The stub of tst_lex_http, by the stand-in's credentials."""

    def __init__(self):
        self.process = subprocess.Popen([sys.executable, "-B", LEX_STUB, REGION, *CREDENTIALS], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        port = int(self.process.stdout.readline())
        self.environment = {"LEX_BOT_ID": "ABCDEFGHIJ", "CONFAB_LEX_NAME": deployed_story.LEX_NAME,
                            "AWS_ENDPOINT_URL_LEX_RUNTIME_V2": f"http://127.0.0.1:{port}"}

    def stop(self):
        self.process.communicate()


def start_gateway(arguments, environment, folder, running):
    """Behind the stand-in everything is deployed, behind serverless-offline the one function alone."""
    output = os.path.join(folder, "function")
    if arguments.gateway == "offline":
        return offline_gateway.OfflineGateway(arguments.packages, arguments.function, COPIES, environment, output)
    lex = Lex()
    running.append(lex)
    environment = {**environment, **lex.environment, "CONFAB_QUEUE_URL": deployed_story.QUEUE,
                   "CONFAB_PASSWORD_FUNCTION": deployed_story.PASSWORDS}
    pairs = [word for name, value in environment.items() for word in ("--env", f"{name}={value}")]
    others = ["--also", deployed_story.WORKER, str(WORKERS), "CONFAB_ROLE=worker", "--worker", deployed_story.WORKER,
              "--also", deployed_story.PASSWORDS, "1", "CONFAB_ROLE=passwords"]
    return StandIn("--copies", str(COPIES), "--freeze", "--throttle", "2", "--output", output, "--log",
                   os.path.join(folder, "log"), *pairs, *others, function=arguments.function)


def runs(program, environment):
    """What runs a program, with the words that it is given, as whoever looks after the tables: its exit code, and what
    it prints."""
    variables = {**{name: value for name, value in os.environ.items() if not name.startswith("AWS_")}, **environment,
                 "AWS_ACCESS_KEY_ID": "unused", "AWS_SECRET_ACCESS_KEY": "unused", "AWS_REGION": REGION,
                 "AWS_EC2_METADATA_DISABLED": "true", "QT_QPA_PLATFORM": "offscreen"}

    def run(*words):
        done = subprocess.run([*program, *words], env=variables, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=300, check=False, text=True)
        return done.returncode, done.stdout

    return run


def another(arguments, dynamo, folder):
    """What deploys the chat once more: one function, which does all of it."""
    numbers = itertools.count()

    @contextlib.contextmanager
    def deployed(access, *options):
        environment = {**dynamo.another(f"Another{next(numbers)}"), "CONFAB_ACCESS": access}
        pairs = [word for name, value in environment.items() for word in ("--env", f"{name}={value}")]
        gateway = StandIn("--output", os.path.join(folder, "function"), "--log", os.path.join(folder, "log"), *options,
                          *pairs, function=arguments.function)
        try:
            yield gateway, runs(arguments.function, environment)
        finally:
            gateway.stop()

    return deployed


def read_log(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def faults(gateway, lines):
    """What the stand-in saw that should not have been, beside what the stories saw."""
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
    if len(state["dead"]) != gateway.buried:
        found.append(f"dead: {state['dead']}")
    return found


def unaccounted(printed, lines):
    """What the functions' output says otherwise than the calls that they were given. The one for passwords is silent."""
    done = [line for line in lines if line["kind"] == "call" and line["function"] != deployed_story.PASSWORDS]
    given = {line["id"] for line in lines if line["kind"] == "given"}
    well = {line["id"] for line in done if not line["error"]}
    if missing := well - set(printed.ids):
        yield f"{len(missing)} of {len(well)} calls have no line of metrics"
    if len(printed.ids) != len(set(printed.ids)):
        yield "a call has two lines of metrics"
    if strangers := (printed.named | set(printed.ids)) - given:
        yield f"lines name calls that nobody made: {sorted(strangers)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gateway", choices=("stand-in", "offline"), default="stand-in")
    parser.add_argument("--packages", help="the folder that serverless-offline is installed into")
    parser.add_argument("--desktops", help="the program confab-desktop-story")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--stay", action="store_true", help="tell no story: print the address to chat at, until Ctrl+C")
    program = parser.add_mutually_exclusive_group(required=True)
    program.add_argument("--zip", metavar="FILE", help="what is uploaded to Lambda: its bootstrap is started")
    program.add_argument("--function", nargs=argparse.REMAINDER, metavar="PROGRAM ARG")
    arguments = parser.parse_args()
    strict = arguments.gateway == "stand-in"
    parts = [PARTS[name] for name in arguments.parts if name not in (WITHOUT_LEX if strict else STRICT)]
    running = []
    with tempfile.TemporaryDirectory(prefix="confab-story-") as folder:
        if arguments.zip:
            unpacked(arguments.zip, os.path.join(folder, "task"))
            arguments.function = [os.path.join(folder, "task", "bootstrap")]
        try:
            dynamo = dynamo_tables.Dynamo(os.path.join(folder, "dynamo"))
            running.append(dynamo)
            bucket = s3_bucket.Bucket(REGION, CREDENTIALS)
            running.append(bucket)
            gateway = start_gateway(arguments, {**dynamo.environment(), **bucket.environment(),
                                                "CONFAB_ACCESS": "open"}, folder, running)
            running.append(gateway)
            if arguments.stay:
                ends = {signal.SIGINT, signal.SIGTERM}
                signal.pthread_sigmask(signal.SIG_BLOCK, ends)
                print(gateway.url, flush=True)
                signal.sigwait(ends)
                return 0
            # They compare what they hold with the tables.
            desktops = arguments.desktops and runs([arguments.desktops], {**dynamo.environment(),
                                                                          "CONFAB_STORY_URL": gateway.url})
            failed = story.tell(gateway.url, parts, gateway=gateway if strict else None, tables=dynamo,
                                desktops=desktops, another=another(arguments, dynamo, folder))
            calls, cancelled, reads, writes = dynamo.counts()
            if strict:
                for fault in faults(gateway, read_log(os.path.join(folder, "log"))):
                    failed += 1
                    print(fault)
            print(f"DynamoDB: {calls}; {cancelled} transactions cancelled; {reads} units read, {writes} written")
        except (dynamo_tables.Missing, offline_gateway.Missing) as missing:
            print(f"Skipped: {missing}")
            return 77
        finally:
            for one in reversed(running):
                one.stop()
        output = os.path.join(folder, "function")
        printed = function_output.Output(output)
        print(f"Metrics: {dict(printed.metrics)}, of {len(printed.ids)} calls")
        wrong = []
        if strict:  # serverless-offline prints there, too, and gives calls ids of its own
            wrong += printed.faults + list(unaccounted(printed, read_log(os.path.join(folder, "log"))))
        if secrets := function_output.printed_secrets(output, SECRETS):
            wrong.append(f"{secrets} of {len(SECRETS)} passwords and tokens were printed")
        if wrong:
            failed += 1
            print("\n".join(wrong))
        if failed:
            print("The function's last lines:\n" + "".join(printed.lines[-40:]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
