#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills confabd with -9 under load, again and again, and looks for what it had acknowledged.

Several clients write as fast as they are acked, some by the Confab dialect, one by the plain one. After a kill the
server is started on the same folder; clients send again, with the same id, what was not acked. At the end every
acknowledged message must be in `history` once, at the seq it was acked with, with its text, and the numbers must have no
hole. Exit 0 when that holds.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import threading
import time

from confab_wire import Closed, ConfabClient, Confabd, WebSocket, ulid

WINDOW = 8  # unacknowledged messages a client keeps under way


class Writer:
    """One account. Lives over all rounds; `log` is what it was promised."""

    def __init__(self, name):
        self.name = name
        self.password = "correct horse " + name
        self.waiting = {}  # id → text, in the order they were first sent
        self.log = {}  # id → (seq, text)
        self.serial = 0
        self.repeats = 0
        self.problem = None

    def sign_in(self, client):
        client.ask("hello", client="kill_test")
        verb = "signIn" if self.log or self.waiting or self.serial else "signUp"
        answer = client.ask(verb, username=self.name, password=self.password)
        if answer["type"] == "error" and answer["code"] == "taken":
            answer = client.ask("signIn", username=self.name, password=self.password)
        assert answer["type"] == "session", answer

    def write(self, server):
        """Until the connection is gone."""
        client = None
        try:
            client = ConfabClient(server.host, server.port)
            self.sign_in(client)
            for known, text in self.waiting.items():
                self.repeats += 1
                client.send("sendMessage", id=known, conversation="group", message=text)
            while True:
                while len(self.waiting) < WINDOW:
                    self.serial += 1
                    text = f"{self.name} {self.serial} " + "x" * random.randrange(200)
                    new = ulid()
                    self.waiting[new] = text
                    client.send("sendMessage", id=new, conversation="group", message=text)
                frame = client.receive()
                if frame["type"] == "ack" and frame["id"] in self.waiting:
                    self.log[frame["id"]] = (frame["seq"], self.waiting.pop(frame["id"]))
                elif frame["type"] == "error":
                    raise AssertionError(f"{self.name}: {frame}")
        except (Closed, ConnectionError, OSError):
            pass
        except Exception as problem:  # told by the main thread
            self.problem = problem


class PlainWriter:
    """A plain client: what it reads of its own words is its acknowledgement."""

    def __init__(self):
        self.serial = 0
        self.seen = []
        self.problem = None

    def write(self, server):
        try:
            web_socket = WebSocket(server.host, server.port)
            while True:
                self.serial += 1
                text = f"plain {self.serial}"
                web_socket.send(json.dumps({"action": "sendMessage", "type": "sendMessage", "message": text}))
                while True:
                    got = web_socket.receive()
                    if got == text:
                        self.seen.append(text)
                        break
        except (Closed, ConnectionError, OSError):
            pass
        except Exception as problem:
            self.problem = problem


def whole_history(server):
    client = ConfabClient(server.host, server.port)
    client.ask("hello", client="kill_test")
    session = client.ask("signUp", username="reader", password="a password to read")
    assert session["type"] == "session", session
    rows = []
    after = 0
    while True:
        page = client.ask("history", conversation="group", after=after, limit=100)
        assert page["type"] == "messages", page
        rows += page["messages"]
        if not page["moreAfter"]:
            break
        after = rows[-1]["seq"]
    client.close()
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--confabd", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.5, help="of load before a kill, give or take half")
    parser.add_argument("--clients", type=int, default=5)
    parser.add_argument("--keep", help="a folder to use and leave")
    arguments = parser.parse_args()

    temporary = None
    folder = arguments.keep
    if not folder:
        temporary = tempfile.TemporaryDirectory(prefix="confab-kill-")
        folder = temporary.name
    server = Confabd(arguments.confabd, os.path.join(folder, "data"), "--plaintext", "--access", "open",
                     "--no-rate-limits")
    writers = [Writer(f"writer{i}") for i in range(arguments.clients)]
    plain = PlainWriter()

    failures = []
    for number in range(1, arguments.rounds + 1):
        server.start()
        before = sum(len(writer.log) for writer in writers)
        threads = [threading.Thread(target=writer.write, args=(server,), daemon=True) for writer in (*writers, plain)]
        for thread in threads:
            thread.start()
        # The load counts from the first ack on, so that a slow machine is killed in the middle of it as well.
        patience = time.monotonic() + 30
        while sum(len(writer.log) for writer in writers) == before and time.monotonic() < patience:
            time.sleep(0.01)
        time.sleep(arguments.seconds * random.uniform(0.5, 1.5))
        server.kill()
        for thread in threads:
            thread.join(30)
        acked = sum(len(writer.log) for writer in writers)
        print(f"round {number}: killed after {acked - before} more acks, {acked} in all", flush=True)
        if acked == before:
            failures.append(f"round {number} saw no ack at all")
        failures += [str(one.problem) for one in (*writers, plain) if one.problem]
        if failures:
            break

    server.start()
    rows = whole_history(server)
    code = server.terminate()
    if code != 0:
        failures.append(f"SIGTERM was answered with exit {code}")

    seqs = [row["seq"] for row in rows]
    if seqs != list(range(1, len(rows) + 1)):
        holes = [a for a, b in zip(seqs, range(1, len(rows) + 1)) if a != b][:5]
        failures.append(f"numbers are not 1, 2, 3 …: first off at {holes}")
    by_id = {}
    for row in rows:
        if row["id"] in by_id:
            failures.append(f"{row['id']} is there twice: {by_id[row['id']]['seq']} and {row['seq']}")
        by_id[row["id"]] = row
    for writer in writers:
        for identity, (seq, text) in writer.log.items():
            row = by_id.get(identity)
            if row is None:
                failures.append(f"lost: {identity} was acked as seq {seq}")
            elif (row["seq"], row["text"]) != (seq, text):
                failures.append(f"changed: {identity} was acked as seq {seq}, is {row['seq']} {row['text'][:40]!r}")
    texts = [row["text"] for row in rows]
    plain_rows = [text for text in texts if text.startswith("plain ")]
    for text in plain.seen:
        if plain_rows.count(text) != 1:
            failures.append(f"plain: {text!r} is there {plain_rows.count(text)} times")
    if not plain.seen:
        failures.append("the plain client read nothing of its own")

    acked = sum(len(writer.log) for writer in writers)
    repeats = sum(writer.repeats for writer in writers)
    print(f"{arguments.rounds} kills, {acked} acked and {len(plain.seen)} echoed messages, {repeats} sent again, "
          f"{len(rows)} rows in history, {len(failures)} failures")
    for failure in failures[:20]:
        print("  " + failure)
    if temporary:
        temporary.cleanup()
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
