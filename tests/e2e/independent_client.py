#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An outsider's look at confabd: a client that shares no code with it and knows only docs/protocol.md.

Part one says to a plain connection what the article's clients say and compares every answer to the letter. Part two
signs up, syncs, pages, writes, asks again with a used id, and is removed from a room; edits, reacts, replies in a thread,
pins and deletes; sends a file in two goes and fetches it, and a picture. Part three looks at TLS and at
what a stranger is told. Exit 0 when everything is as written.
"""

import argparse
import hashlib
import json
import os
import struct
import sys
import tempfile
import zlib

from confab_wire import Closed, ConfabClient, Confabd, Refused, WebSocket, ulid

checks = 0
failures = []


def same(what, found, expected):
    global checks
    checks += 1
    if found != expected:
        failures.append(f"{what}: expected {expected!r}, found {found!r}")


def true(what, found):
    same(what, bool(found), True)


def closes(what, web_socket, code):
    """Nothing more is said, and then this close comes."""
    try:
        same(what, web_socket.receive(5), f"a close with {code}")
    except Closed as closed:
        same(what, closed.code, code)
    except TimeoutError as nothing:
        same(what, repr(nothing), f"a close with {code}")


class Plain:
    def __init__(self, server):
        self.web_socket = WebSocket(server.host, server.port)

    def say(self, frame):
        self.web_socket.send(frame if isinstance(frame, str) else json.dumps(frame))

    def reads(self, what, *expected):
        for text in expected:
            try:
                found = self.web_socket.receive(5)
            except (TimeoutError, Closed) as nothing:
                found = repr(nothing)
            same(what, found, text)

    def reads_nothing(self, what):
        """Says something that only this connection is answered, and reads the answer next."""
        self.say({"type": "directMessage"})
        self.reads(what, "DM failed: Invalid payload.")


def plain_dialect(server):
    anna, bob = Plain(server), Plain(server)
    both = (anna, bob)
    for one in both:
        one.reads_nothing("a new connection")

    anna.say({"action": "sendMessage", "type": "register", "username": "  anna "})
    for one in both:
        one.reads("register", "anna has joined the chat.")
    bob.say({"action": "sendMessage", "type": "register", "username": ""})
    bob.reads("register without a name", "Registration failed: Username cannot be empty.")
    bob.say({"action": "sendMessage", "type": "register", "username": "ANNA"})
    bob.reads("register with a taken name", "Registration failed: Username ANNA is taken.")
    bob.say({"action": "sendMessage", "type": "register", "username": "bob"})
    for one in both:
        one.reads("register", "bob has joined the chat.")

    anna.say({"action": "sendMessage", "type": "sendMessage", "message": "hello all"})
    for one in both:
        one.reads("a broadcast", "hello all")
    anna.say({"action": "sendMessage", "type": "nonsense", "message": "another type"})
    for one in both:
        one.reads("another type", "another type")
    anna.say({"message": "no type"})
    for one in both:
        one.reads("no type", "no type")
    anna.say({"type": "sendMessage", "message": ""})
    anna.say({"type": "sendMessage"})
    for one in both:
        one.reads_nothing("an empty broadcast")

    anna.say({"action": "sendMessage", "type": "directMessage", "to": " bob ", "message": " just you "})
    bob.reads("a direct message", "just you")
    anna.reads("its confirmation", "Message sent to bob: just you")
    for payload in ({"to": "bob"}, {"message": "x"}, {"to": " ", "message": "x"}):
        anna.say({"type": "directMessage", **payload})
        anna.reads("half a direct message", "DM failed: Invalid payload.")
    anna.say({"type": "directMessage", "to": "nobody", "message": "x"})
    anna.reads("to nobody", "DM failed: User nobody does not exist or is not registered.")

    anna.say({"action": "sendMessage", "type": "bot", "message": " echo morning "})
    for one in both:
        one.reads("the bot", "Bot: morning")
    anna.say({"type": "bot", "message": " "})
    anna.reads("the bot without a message", "Bot request failed: Message cannot be empty.")

    for wrong in ("hello", "[]", "7", '{"message":', '{"message":1}', '{"type":1,"message":"x"}', '"\\ud800"'):
        anna.say(wrong)
        anna.reads(f"what is no object, {wrong}", "Error: the message is not a JSON object.")
    anna.say({"message": "x" * 8193})
    anna.reads("over 8 KiB", "Error: the message is too long.")
    bob.reads_nothing("what was refused")

    anna.web_socket.send_binary(b"bytes")
    anna.reads("a binary frame", "Error: the message is not a JSON object.")
    closes("a binary frame", anna.web_socket, 1003)
    bob.reads("who left", "anna has left the chat.")
    nameless = Plain(server)
    nameless.reads_nothing("a new connection")
    nameless.web_socket.close()
    bob.reads("who left without a name", "Anonymous has left the chat.")

    too_large = Plain(server)
    too_large.say("x" * (32 * 1024 + 1))
    closes("a frame over 32 KiB", too_large.web_socket, 1009)
    bob.reads("who was too large", "Anonymous has left the chat.")

    other = WebSocket(server.host, server.port, subprotocols=("chat", "confab.9"))
    same("no subprotocol is answered that was not known", other.subprotocol, "")
    error = json.loads(other.receive(5))
    same("only other subprotocols", (error["type"], error["code"], error["field"]), ("error", "badField", "subprotocol"))
    closes("only other subprotocols", other, 1008)
    try:
        WebSocket(server.host, server.port, origin="https://page.example")
        true("a page's origin is refused", False)
    except Refused as refused:
        true("a page's origin is refused with 403", " 403" in str(refused))
    WebSocket(server.host, server.port, origin="https://chat.example:8443").close()
    bob.reads("a page that is listed", "Anonymous has left the chat.")
    bob.web_socket.close()


def person(server, name, password="correct horse battery"):
    client = ConfabClient(server.host, server.port)
    client.ask("hello", client="independent", locale="en")
    session = client.ask("signUp", username=name, password=password, displayName=name.title())
    same(f"{name} signs up", session.get("type"), "session")
    client.token = session.get("token", "")
    return client


def synced(client, since=()):
    """(conversations by id, messages, gone) of one whole sync."""
    asked = client.send("sync", since=[list(one) for one in since], last=True)
    conversations, messages, gone = {}, [], []
    while True:
        frame = client.wait_for(lambda one: one.get("id") == asked)
        if frame["type"] == "messages":
            messages += frame["messages"]
        elif frame["type"] == "synced":
            conversations |= {one["id"]: one for one in frame["conversations"]}
            gone += frame["gone"]
            if not frame["more"]:
                return conversations, messages, gone
        else:
            raise AssertionError(frame)


def confab_dialect(server):
    stranger = ConfabClient(server.host, server.port)
    welcome = stranger.ask("hello", client="independent", locale="en")
    same("hello", welcome["type"], "welcome")
    same("nobody yet", welcome["you"], None)
    same("access", welcome["access"], "open")
    same("sign-up needs nothing", welcome["signUp"], [])
    same("the frame limit", welcome["limits"]["frameBytes"], 32768)
    same("before signing in", stranger.ask("history", conversation="group").get("code"), "unauthenticated")
    same("an unknown verb", stranger.ask("dance").get("code"), "unknownType")
    same("a wrong field", stranger.ask("signIn", username=7, password="x" * 10).get("code"), "badField")
    same("nobody's name", stranger.ask("signIn", username="nobody", password="x" * 10).get("code"), "wrongCredentials")
    stranger.web_socket.send("no JSON")
    same("no JSON", stranger.wait_for(lambda frame: frame["type"] == "error")["code"], "badFrame")

    dora, emil = person(server, "dora"), person(server, "emil")
    same("a taken name", stranger.ask("signUp", username="DORA", password="x" * 12).get("code"), "taken")
    same("a wrong password", stranger.ask("signIn", username="dora", password="x" * 12).get("code"), "wrongCredentials")
    again = ConfabClient(server.host, server.port)
    same("the token goes on", again.ask("hello", client="independent", token=dora.token)["you"]["username"], "dora")

    conversations, _, _ = synced(dora)
    true("everyone's conversation", "group" in conversations)
    start = conversations["group"]["seq"]

    # Writing: the ack, the push to others, the same again, something else with the same id.
    first = ulid()
    ack = dora.ask("sendMessage", id=first, conversation="group", message="the first")
    same("the ack", (ack["type"], ack["conversation"], ack["seq"]), ("ack", "group", start + 1))
    push = emil.push("message")["message"]
    same("the push", (push["seq"], push["id"], push["author"], push["text"], push["rev"]),
         (ack["seq"], first, "dora", "the first", ack["rev"]))
    same("the same time", push["at"], ack["at"])
    same("asked again", dora.ask("sendMessage", id=first, conversation="group", message="the first"), ack)
    same("another with that id", dora.ask("sendMessage", id=first, conversation="group", message="x").get("code"),
         "conflict")
    for number in range(2, 131):
        dora.send("sendMessage", conversation="group", message=f"number {number}")
    last = dora.wait_for(lambda frame: frame["type"] == "ack" and frame.get("seq") == start + 130, 30)
    same("all are numbered", last["seq"], start + 130)
    same("over 8 KiB", dora.ask("sendMessage", conversation="group", message="x" * 8193).get("code"), "tooLarge")
    error = dora.ask("sendMessage", id="no-ulid", conversation="group", message="x")
    same("an id that is no ULID", (error.get("code"), error.get("field")), ("badField", "id"))

    # Paging.
    page = emil.ask("history", conversation="group", limit=50)
    rows = page["messages"]
    same("the newest page", [row["seq"] for row in rows], list(range(start + 81, start + 131)))
    same("there is more before", (page["moreBefore"], page["moreAfter"]), (True, False))
    while page["moreBefore"]:
        page = emil.ask("history", conversation="group", before=rows[0]["seq"], limit=50)
        rows = page["messages"] + rows
    same("paged without a hole", [row["seq"] for row in rows], list(range(1, start + 131)))
    around = emil.ask("history", conversation="group", around=start + 60, limit=21)["messages"]
    true("around has it", start + 60 in [row["seq"] for row in around])
    after = emil.ask("history", conversation="group", after=start + 125, limit=100)
    same("after", [row["seq"] for row in after["messages"]], list(range(start + 126, start + 131)))

    # Sync from a cursor.
    known = rows[-11]
    conversations, messages, _ = synced(emil, [("group", known["rev"], known["seq"], known["id"])])
    same("what was missed", [row["seq"] for row in messages], list(range(start + 121, start + 131)))
    same("no reset", conversations["group"].get("reset", False), False)
    conversations, messages, _ = synced(emil, [("group", known["rev"], known["seq"], ulid())])
    same("another message there: reset", (conversations["group"].get("reset"), messages), (True, []))
    same("behind", emil.ask("ping", revs=[["group", 1]])["behind"], ["group"])
    same("not behind", emil.ask("ping", revs=[["group", rows[-1]["rev"]]])["behind"], [])

    # A direct message to somebody who is away.
    emil.close()
    ack = dora.ask("directMessage", to="Emil", message="when you are back")
    same("its conversation", ack.get("conversation"), "dm:dora:emil")
    emil = ConfabClient(server.host, server.port)
    emil.ask("hello", client="independent")
    same("emil is back", emil.ask("signIn", username="emil", password="correct horse battery")["type"], "session")
    conversations, _, _ = synced(emil)
    same("it is there", conversations["dm:dora:emil"]["seq"], 1)
    same("one unread", conversations["dm:dora:emil"]["you"]["read"], 0)
    same("to nobody", dora.ask("directMessage", to="nobody", message="x").get("code"), "notFound")

    # Removed from a room.
    made = dora.ask("createRoom", name="Attic", topic="", public=False, members=["emil"])
    room = made["conversation"]
    true("a room's id", room.startswith("room:"))
    pushed = emil.push("conversation", accept=lambda frame: frame["conversation"]["id"] == room)["conversation"]
    same("emil is told", (pushed["name"], pushed["memberCount"]), ("Attic", 2))
    same("emil writes", emil.ask("sendMessage", conversation=room, message="in here").get("seq"), 1)
    same("not the owner", emil.ask("deleteRoom", conversation=room).get("code"), "forbidden")
    removed = dora.ask("removeMember", conversation=room, user="emil")
    same("removed", (removed["type"], removed.get("code"), removed.get("message")), ("ack", None, None))
    same("emil is told", emil.push("conversationGone")["conversation"], room)
    for verb, fields in (("history", {}), ("sendMessage", {"message": "x"}), ("members", {}), ("read", {"seq": 1}),
                         ("joinRoom", {}), ("leaveRoom", {})):
        same(f"{verb} when removed", emil.ask(verb, conversation=room, **fields).get("code"), "notFound")
    # It is not answered; the one behind it shows that it was looked at.
    emil.send("typing", conversation=room, on=True)
    emil.send("typing", conversation="group", on=True)
    same("typing when removed", dora.push("typing")["conversation"], "group")
    _, _, gone = synced(emil, [(room, 1, 1, ulid())])
    same("gone in a sync", gone, [room])
    dora.ask("sendMessage", conversation=room, message="without emil")
    emil.ask("ping")
    same("nothing more is pushed", [frame for frame in emil.pushes if frame["type"] == "message"
                                    and frame["message"]["conversation"] == room and
                                    frame["message"]["text"] == "without emil"], [])

    # The two dialects share the group.
    plain = Plain(server)
    plain.reads_nothing("a new connection")
    dora.ask("sendMessage", conversation="group", message="to both")
    plain.reads("what an account says", "to both")
    plain.say({"type": "sendMessage", "message": "from plain"})
    plain.reads("its own words", "from plain")
    pushed = dora.push("message", accept=lambda frame: frame["message"]["text"] == "from plain")["message"]
    true("a plain client is a guest", pushed["author"].startswith("~"))
    plain.web_socket.close()

    # Signing out ends the token.
    same("sign out", dora.ask("signOut").get("type"), "ack")
    ended = ConfabClient(server.host, server.port)
    same("the token is no more", ended.ask("hello", client="independent", token=dora.token)["you"], None)


def changing_and_threads(server):
    """Edits, reactions, threads, pins, deletions as another client reads them, and what an account keeps."""
    gerd, hanna = person(server, "gerd"), person(server, "hanna")
    said = ulid()
    ack = gerd.ask("sendMessage", id=said, message="teh words")
    target = {"conversation": "group", "seq": ack["seq"], "of": said}

    def news(client=hanna):
        return client.push("message", accept=lambda one: one["message"]["seq"] == ack["seq"])["message"]

    news()
    edited = gerd.ask("edit", **target, base=ack["rev"], message="the words")
    same("an edit", (edited["type"], news()["text"]), ("ack", "the words"))
    same("an edit of what was changed", gerd.ask("edit", **target, base=ack["rev"], message="no").get("code"), "conflict")
    same("an edit of another's", hanna.ask("edit", **target, base=edited["rev"], message="no").get("code"), "forbidden")
    same("a word is no reaction", hanna.ask("react", **target, emoji="yes", on=True).get("code"), "badField")
    hanna.ask("react", **target, emoji="\U0001F44D", on=True)
    same("a reaction", news()["reactions"], [{"emoji": "\U0001F44D", "count": 1, "by": ["hanna"]}])
    same("who reacted", hanna.ask("reactors", conversation="group", seq=ack["seq"], emoji="\U0001F44D")["users"], ["hanna"])
    page = hanna.ask("history", conversation="group", around=ack["seq"], limit=1)["messages"]
    same("one's own reaction", page[0].get("mine"), ["\U0001F44D"])
    reply = hanna.ask("sendMessage", message="in a thread", thread=ack["seq"], replyTo=ack["seq"])
    same("the root counts it", news()["replies"], {"count": 1, "last": reply["seq"]})
    thread = gerd.ask("history", conversation="group", only={"thread": ack["seq"]})["messages"]
    same("a thread", [one["seq"] for one in thread], [ack["seq"], reply["seq"]])
    gerd.ask("pin", **target, on=True)
    pinned = hanna.ask("history", conversation="group", only="pinned")["messages"]
    same("what is pinned", [one["seq"] for one in pinned], [ack["seq"]])
    gerd.ask("delete", **target)
    gone = hanna.ask("history", conversation="group", only={"thread": ack["seq"]})["messages"][0]
    same("nothing is left", (gone.get("deleted"), gone.get("text"), gone.get("reactions"), gone.get("pinned")),
         (True, None, None, None))
    same("prefs", gerd.ask("prefs", set=[["mute:group", "1"]])["type"], "ack")
    same("prefs are kept", gerd.ask("prefs")["prefs"], [["mute:group", "1"]])
    gerd.close()
    hanna.close()


def files(server):
    """A file is sent in two goes and fetched again, byte for byte."""
    ida, jan = person(server, "ida"), person(server, "jan")
    content = bytes(range(256)) * 4000 + b"the end"
    most, at_once = 24 * 1024, 16
    announced = {"name": "bytes.bin", "size": len(content), "mime": "application/octet-stream",
                 "sha256": hashlib.sha256(content).hexdigest()}

    def send(client, upload, upto):
        offset = acknowledged = upload["offset"]
        while offset < upto:
            if offset - acknowledged >= most * at_once:
                acknowledged = client.wait_for(lambda one: one.get("attachment") == upload["attachment"])["offset"]
                continue
            head = bytes.fromhex(upload["attachment"]) + offset.to_bytes(8, "big")
            part = content[offset:min(offset + most, upto)]
            client.web_socket.send_binary(head + part)
            offset += len(part)

    upload = ida.ask("attach", **announced)
    same("an upload", (upload["type"], upload["via"], upload.get("offset", 0)), ("upload", "socket", 0))
    upload["offset"] = 0
    send(ida, upload, most * 20)  # the first 16 are acknowledged
    token = ida.token
    ida.close()
    ida = ConfabClient(server.host, server.port)
    ida.ask("hello", client="independent", token=token)
    again = ida.ask("attach", **announced)
    same("it goes on", (again["attachment"], again["offset"] >= most * 16), (upload["attachment"], True))
    send(ida, again, len(content))
    ida.wait_for(lambda one: one.get("offset") == len(content), 30)
    ack = ida.ask("sendMessage", message="", attachments=[upload["attachment"]])
    shown = jan.push("message", accept=lambda one: one["message"]["seq"] == ack["seq"])["message"]["attachments"]
    same("what is shown", shown, [{"id": upload["attachment"], "name": "bytes.bin", "size": len(content),
                                   "mime": "application/octet-stream"}])
    same("only in its message", jan.ask("fetch", attachment=upload["attachment"], conversation="group",
                                        seq=ack["seq"] - 1).get("code"), "notFound")
    download = jan.ask("fetch", attachment=upload["attachment"], conversation="group", seq=ack["seq"])
    same("a download", (download["type"], download["size"]), ("download", len(content)))
    fetched = b""
    while len(fetched) < len(content):
        chunk = jan.chunks.pop(0) if jan.chunks else jan.web_socket.receive(10)
        if not isinstance(chunk, bytes):
            jan.pushes.append(json.loads(chunk))
            continue
        same("in its place", int.from_bytes(chunk[16:24], "big"), len(fetched))
        fetched += chunk[24:]
        jan.send("got", attachment=upload["attachment"], offset=len(fetched))
    true("byte for byte", fetched == content)
    listed = jan.ask("history", conversation="group", only="files")["messages"]
    same("messages with files", [one["seq"] for one in listed], [ack["seq"]])
    picture(ida, jan)
    ida.web_socket.send_binary(b"x" * 100)
    ida.wait_for(lambda one: one.get("code") == "badFrame")
    closes("bytes of no file", ida.web_socket, 1003)
    jan.close()


def small_png(width, height):
    """A grey picture (PNG, 8 bits of grey)."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x80" * width) * height
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def picture(ida, jan):
    """A picture says its size, and has a small one that is fetched as a file is."""
    content = small_png(900, 300)
    upload = ida.ask("attach", name="grey.png", size=len(content), mime="image/png",
                     sha256=hashlib.sha256(content).hexdigest())
    ida.web_socket.send_binary(bytes.fromhex(upload["attachment"]) + bytes(8) + content)
    ida.wait_for(lambda one: one.get("offset") == len(content), 30)
    ack = ida.ask("sendMessage", message="grey", attachments=[upload["attachment"]])
    shown = jan.push("message", accept=lambda one: one["message"]["seq"] == ack["seq"])["message"]["attachments"][0]
    same("a picture's size", (shown.get("width"), shown.get("height")), (900, 300))
    download = jan.ask("fetch", attachment=shown["thumbnail"], conversation="group", seq=ack["seq"])
    fetched = b""
    while len(fetched) < download["size"]:
        chunk = jan.chunks.pop(0) if jan.chunks else jan.web_socket.receive(10)
        if isinstance(chunk, bytes):
            fetched += chunk[24:]
            jan.send("got", attachment=shown["thumbnail"], offset=len(fetched))
    same("a small picture", fetched[:3], b"\xff\xd8\xff")


def stopping(server):
    client = ConfabClient(server.host, server.port)
    client.ask("hello", client="independent")
    client.ask("signIn", username="emil", password="correct horse battery")
    stranger = ConfabClient(server.host, server.port)
    stranger.ask("ping")
    same("SIGTERM", server.terminate(), 0)
    for who, one in (("who is signed in", client), ("who is not", stranger)):
        same(f"{who} is told", one.push("notice")["code"], "stopping")
        closes(f"{who} is closed", one.web_socket, 1001)


def by_invitation(server):
    plain = Plain(server)
    plain.say({"type": "register", "username": "anna"})
    plain.reads("a plain client elsewhere", "This server needs an account: use Confab to sign in.")
    closes("a plain client elsewhere", plain.web_socket, 1008)
    client = ConfabClient(server.host, server.port)
    welcome = client.ask("hello", client="independent")
    same("sign-up needs a code", welcome["signUp"], ["invite"])
    same("no guests", client.ask("guest", username="anna").get("code"), "forbidden")
    error = client.ask("signUp", username="frida", password="x y z x y z")
    same("no code", (error.get("code"), error.get("field")), ("forbidden", "invite"))
    code, out, _ = server.run("invite", "create")
    same("an invite", code, 0)
    invite = out.strip()
    answer = client.ask("signUp", username="frida", password="x y z x y z", invite=invite)
    same("with a code", answer.get("type"), "session")
    second = ConfabClient(server.host, server.port)
    second.ask("hello", client="independent")
    error = second.ask("signUp", username="gert", password="x y z x y z", invite=invite)
    same("a used code", (error.get("code"), error.get("field")), ("forbidden", "invite"))


def over_tls(server):
    client = WebSocket(server.host, server.port, subprotocols=("confab.1",), tls=True)
    same("over TLS", client.subprotocol, "confab.1")
    pin = hashlib.sha256(client.certificate).hexdigest()
    client.close()
    server.terminate()
    server.start()
    client = WebSocket(server.host, server.port, subprotocols=("confab.1",), tls=True)
    same("the certificate stays", hashlib.sha256(client.certificate).hexdigest(), pin)
    client.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--confabd", required=True)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="confab-independent-") as folder:
        stories = [
            ("open", ("--plaintext", "--access", "open", "--no-rate-limits", "--set", "bot.default=helper", "--set",
                      "transport.origins=https://other.example,https://chat.example:8443"),
             (plain_dialect, confab_dialect, changing_and_threads, files, stopping)),
            ("invite", ("--plaintext", "--no-rate-limits"), (by_invitation,)),
            ("tls", ("--access", "open"), (over_tls,)),
        ]
        for name, options, parts in stories:
            server = Confabd(arguments.confabd, os.path.join(folder, name), *options).start()
            try:
                for part in parts:
                    before = len(failures)
                    try:
                        part(server)
                    except (AssertionError, Closed, TimeoutError, KeyError, IndexError, OSError) as broken:
                        failures.append(f"{part.__name__} could not go on: {broken!r}")
                    print(f"{part.__name__}: {'ok' if len(failures) == before else 'not as written'}", flush=True)
            finally:
                if server.process.poll() is None:
                    server.kill()
    print(f"{checks} checks, {len(failures)} failures")
    for failure in failures:
        print("  " + failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
