# SPDX-License-Identifier: GPL-3.0-or-later
"""People who write as fast as they are acknowledged, and what must then be stored."""

import collections
import json
import random
import threading
import time

from confab_wire import Closed, ConfabClient, WebSocket, ulid


class Writer:
    """One account that writes into `group`. Lives over many connections; `log` is what it was promised."""

    def __init__(self, name, window=8, text_bytes=200, told=lambda identity, seq, text: None):
        self.name = name
        self.password = "correct horse " + name
        self.window = window  # unacknowledged messages kept under way
        self.text_bytes = text_bytes
        self.told = told  # called with each ack as soon as it has come
        self.token = None
        self.waiting = {}  # id → text, in the order they were first sent
        self.log = {}  # id → (seq, text)
        self.serial = 0
        self.repeats = 0
        self.problem = None

    def sign_in(self, client):
        welcome = client.ask("hello", client="confab_load", **({"token": self.token} if self.token else {}))
        if welcome.get("you"):
            return
        answer = client.ask("signUp", username=self.name, password=self.password)
        if answer["type"] == "error" and answer["code"] == "taken":
            answer = client.ask("signIn", username=self.name, password=self.password)
        assert answer["type"] == "session", answer
        self.token = answer["token"]

    def write(self, server):
        """Until the connection is gone."""
        try:
            client = ConfabClient(server.host, server.port, tls=server.scheme == "wss")
            self.sign_in(client)
            for known, text in self.waiting.items():
                self.repeats += 1
                client.send("sendMessage", id=known, conversation="group", message=text)
            while True:
                while len(self.waiting) < self.window:
                    self.serial += 1
                    text = f"{self.name} {self.serial} " + "x" * random.randrange(self.text_bytes)
                    new = ulid()
                    self.waiting[new] = text
                    client.send("sendMessage", id=new, conversation="group", message=text)
                frame = client.receive()
                if frame["type"] == "ack" and frame["id"] in self.waiting:
                    self.log[frame["id"]] = (frame["seq"], self.waiting.pop(frame["id"]))
                    self.told(frame["id"], *self.log[frame["id"]])
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
            web_socket = WebSocket(server.host, server.port, tls=server.scheme == "wss")
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


class Load:
    """Writers on threads, until the server ends."""

    def __init__(self, server, people):
        self.people = people
        self.threads = [threading.Thread(target=one.write, args=(server,), daemon=True) for one in people]
        for thread in self.threads:
            thread.start()

    def wait_for_acks(self, count, patience=30):
        """False where so many have not come: a slow machine is waited for, a dead server is not."""
        deadline = time.monotonic() + patience
        while acked(self.people) < count:
            if time.monotonic() > deadline or not any(thread.is_alive() for thread in self.threads):
                return False
            time.sleep(0.005)
        return True

    def join(self):
        for thread in self.threads:
            thread.join(30)
        return [str(one.problem) for one in self.people if one.problem]


def acked(people):
    return sum(len(one.log) for one in people if isinstance(one, Writer))


def broken_promises(rows, people):
    """What is wrong with the rows of `group`, by seq, as sentences; none where every promise to these was kept.

    People are PlainWriters, or whatever else has a `log` as a Writer's."""
    failures = []
    seqs = [row["seq"] for row in rows]
    if seqs != list(range(1, len(rows) + 1)):
        holes = [a for a, b in zip(seqs, range(1, len(rows) + 1)) if a != b][:5]
        failures.append(f"numbers are not 1, 2, 3 …: first off at {holes}")
    by_id = {}
    for row in rows:
        if row["id"] in by_id:
            failures.append(f"{row['id']} is there twice: {by_id[row['id']]['seq']} and {row['seq']}")
        by_id[row["id"]] = row
    plain_rows = collections.Counter(row["text"] for row in rows if row["text"].startswith("plain "))
    for one in people:
        if isinstance(one, PlainWriter):
            failures += [f"plain: {text!r} is there {plain_rows[text]} times"
                         for text in one.seen if plain_rows[text] != 1]
            continue
        for identity, (seq, text) in one.log.items():
            row = by_id.get(identity)
            if row is None:
                failures.append(f"lost: {identity} was acked as seq {seq}")
            elif (row["seq"], row["text"]) != (seq, text):
                failures.append(f"changed: {identity} was acked as seq {seq}, is {row['seq']} {row['text'][:40]!r}")
    return failures


def group_of(lines):
    """The rows of `group` in what `confabd dump` printed."""
    rows = [row for row in map(json.loads, lines.splitlines())
            if row["table"] == "message" and row["conversation"] == "group"]
    return sorted(rows, key=lambda row: row["seq"])


def whole_history(server):
    """All rows of `group`, asked for over the wire by somebody new."""
    client = ConfabClient(server.host, server.port, tls=server.scheme == "wss")
    client.ask("hello", client="confab_load")
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
