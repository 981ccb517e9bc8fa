# SPDX-License-Identifier: GPL-3.0-or-later
"""People of both dialects, as the stories have them. Nobody waits for ever, and names are new each time."""

import json
import os
import secrets
import sys
import time
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))
from confab_wire import Closed, ConfabClient, WebSocket, ulid  # noqa: E402

PASSWORD = "correct horse battery"
SECRETS = {PASSWORD}  # with the tokens of everybody who signs up; no function may print one
WAIT = 30  # seconds that anything may take


def same(what, found, expected):
    if found != expected:
        raise AssertionError(f"{what}: expected {expected!r}, found {found!r}")


class Place:
    """A server, and names that nobody has there yet. `gateway`: the StandIn before it, which can be told to make trouble;
    `tables`: the Dynamo behind it; `desktops()`: runs desktops' clients there, and gives their exit code and what they
    print; `another(access, *options)`: deploys another beside it, before which a StandIn with these options is, and with it
    gives what runs a command of confab-lambda on its tables. None: there is no such thing."""

    def __init__(self, url, gateway=None, tables=None, desktops=None, another=None):
        self.gateway, self.tables, self.desktops, self.another = gateway, tables, desktops, another
        parts = urllib.parse.urlsplit(url)
        self.where = {"host": parts.hostname, "port": parts.port or 443, "tls": parts.scheme == "wss",
                      "path": parts.path or "/", "timeout": WAIT}
        self.tag = "".join(secrets.choice("abcdefghkmnprstuvwxyz") for _ in range(6))

    def name(self, name):
        return f"{name}.{self.tag}"

    def plain(self):
        return Plain(self)

    def client(self, **hello):
        """The client and how it is welcomed."""
        client = ConfabClient(**self.where)
        return client, asked(client, "hello", client="story", **hello)

    def person(self, name):
        client, welcome = self.client()
        same("access", (welcome["access"], welcome["signUp"]), ("open", []))
        client.name = self.name(name)
        session = asked(client, "signUp", username=client.name, password=PASSWORD, displayName=name.title())
        same(f"{name} signs up", session.get("type"), "session")
        client.token = session["token"]
        SECRETS.add(client.token)
        return client


class Plain:
    def __init__(self, place):
        self.place = place
        self.web_socket = WebSocket(**place.where)

    def say(self, frame):
        self.web_socket.send(frame if isinstance(frame, str) else json.dumps(frame))

    def hears(self, expected=None):
        """The next text, but for those who come and go and are no part of this."""
        while True:
            text = self.web_socket.receive(WAIT)
            passing = text.endswith((" has left the chat.", " has joined the chat.")) and self.place.tag not in text
            if text == expected or not passing:
                return text

    def reads(self, what, expected, over=()):
        """`over`: texts that may come before it."""
        try:
            while (found := self.hears(expected)) in over:
                pass
        except (Closed, TimeoutError) as nothing:
            found = repr(nothing)
        same(what, found, expected)

    def reads_nothing(self, what):
        """Says what only this connection is answered, and reads the answer next."""
        self.say({"type": "directMessage"})
        self.reads(what, "DM failed: Invalid payload.")

    def closes(self, what, code):
        try:
            while True:
                self.web_socket.receive(WAIT)
        except Closed as closed:
            same(what, closed.code, code)


def asked(client, verb, /, **fields):
    """The answer; asked again with the same id where there was no time for it, as every client does."""
    fields.setdefault("id", ulid())
    deadline = time.monotonic() + WAIT
    while True:
        client.send(verb, **fields)
        answer = client.wait_for(lambda frame: frame.get("id") == fields["id"] or
                                 frame.get("message") == "Internal server error", WAIT)
        if answer.get("code") not in ("unavailable", "rateLimited") and "type" in answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"{verb}: {answer}")
        client.again = getattr(client, "again", 0) + 1
        time.sleep(answer.get("retryAfterMs", 200) / 1000)


def message_of(client, identity):
    return client.push("message", WAIT, lambda frame: frame["message"]["id"] == identity)["message"]


def synced(client, since=()):
    """(conversations by id, messages) of one whole sync."""
    sent = client.send("sync", since=[list(one) for one in since], last=True)
    conversations, messages = {}, []
    while True:
        frame = client.wait_for(lambda one: one.get("id") == sent, WAIT)
        if frame["type"] == "messages":
            messages += frame["messages"]
        elif frame["type"] == "synced":
            conversations.update({one["id"]: one for one in frame["conversations"]})
            if not frame["more"]:
                return conversations, messages
        else:
            raise AssertionError(frame)


def history(client, conversation):
    page = asked(client, "history", conversation=conversation, limit=100)
    rows = page["messages"]
    while page["moreBefore"]:
        page = asked(client, "history", conversation=conversation, before=rows[0]["seq"], limit=100)
        rows = page["messages"] + rows
    return rows
