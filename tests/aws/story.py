#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do with a chat behind API Gateway, by raw frames: with any server of the protocol whose access is open.

   story.py ws://HOST:PORT/STAGE [--parts PART …]

Answers of one connection may overtake each other there, so nobody says two things at once. Exit 0 where all is well.
"""

import argparse
import concurrent.futures
import statistics
import sys
import threading
import time

from files_story import files
from people import WAIT, Place, asked, history, message_of, same, synced

from confab_wire import Closed, Refused, WebSocket, ulid  # found by people


def plain(place):
    """What the article's clients send, and every sentence they are answered with."""
    anna, bob = place.plain(), place.plain()
    both = (anna, bob)
    name_a, name_b = place.name("anna"), place.name("bob")

    def all_read(who, frame, text):
        who.say(frame)
        for one in both:
            one.reads(str(frame), text)

    for one in both:
        one.reads_nothing("a new connection")
    register = {"action": "sendMessage", "type": "register"}
    all_read(anna, {**register, "username": f"  {name_a} "}, f"{name_a} has joined the chat.")
    bob.say({**register, "username": " "})
    bob.reads("no name", "Registration failed: Username cannot be empty.")
    bob.say({**register, "username": name_a.upper()})
    bob.reads("a taken name", f"Registration failed: Username {name_a.upper()} is taken.")
    all_read(bob, {**register, "username": name_b}, f"{name_b} has joined the chat.")

    all_read(anna, {"action": "sendMessage", "type": "sendMessage", "message": "hello all"}, "hello all")
    all_read(bob, {"action": "sendMessage", "type": "nonsense", "message": "another type"}, "another type")
    all_read(anna, {"action": "elsewhere", "message": "another route"}, "another route")
    all_read(bob, {"message": "no type"}, "no type")
    for empty in ({"type": "sendMessage", "message": ""}, {"type": "sendMessage"}):
        anna.say(empty)
        for one in both:
            one.reads_nothing("an empty broadcast")

    anna.say({"action": "sendMessage", "type": "directMessage", "to": f" {name_b} ", "message": " just you "})
    bob.reads("a direct message", "just you")
    anna.reads("its confirmation", f"Message sent to {name_b}: just you")
    for payload in ({"to": name_b}, {"message": "x"}, {"to": " ", "message": "x"}):
        anna.say({"type": "directMessage", **payload})
        anna.reads("half a direct message", "DM failed: Invalid payload.")
    anna.say({"type": "directMessage", "to": "nobody", "message": "x"})
    anna.reads("to nobody", "DM failed: User nobody does not exist or is not registered.")
    anna.say({"type": "bot", "message": " "})
    anna.reads("the bot without a message", "Bot request failed: Message cannot be empty.")

    for wrong in ("hello", "[]", "7", '{"message":', '{"message":1}', '{"type":1,"message":"x"}', '"\\ud800"'):
        anna.say(wrong)
        anna.reads(wrong, "Error: the message is not a JSON object.")
    anna.say({"message": "x" * 8193})
    anna.reads("over 8 KiB", "Error: the message is too long.")
    anna.web_socket.close()
    bob.reads("who left", f"{name_a} has left the chat.")
    place.plain().web_socket.close()
    bob.reads("who left without a name", "Anonymous has left the chat.")
    bob.web_socket.close()


def bot(place):
    """A room is booked, each turn in whatever process it comes to; every plain connection reads what the bot says."""
    anna, bob = place.plain(), place.plain()
    for said, answered in (("Book hotel", "city"), ("Paris", "arrive"), ("next friday", "nights"), ("3", "Suite"),
                           ("suite", "Yes"), ("yes", "Done")):
        anna.say({"action": "sendMessage", "type": "bot", "message": said})
        answers = [one.hears() for one in (anna, bob)]
        same("both read it", answers[1], answers[0])
        same(f"the bot's words to {said!r}", answers[0].startswith("Bot: ") and answered in answers[0], True)
    for one in (anna, bob):
        one.web_socket.close()


def refusals(place):
    """Who offers only subprotocols that nobody knows is refused in the handshake."""
    try:
        WebSocket(**place.where, subprotocols=("chat", "confab.9"))
        raise AssertionError("only other subprotocols: taken")
    except Refused as refused:
        same("only other subprotocols", " 400 " in str(refused), True)


def limits(place):
    """What API Gateway itself refuses."""
    one = place.plain()
    one.web_socket.send_binary(b"bytes")
    one.closes("a binary frame", 1003)
    one = place.plain()
    one.say("x" * (32 * 1024 + 1))
    one.closes("a frame over 32 KiB", 1009)


def dialects(place):
    """The two share the group, and direct messages."""
    ida, anna = place.person("ida"), place.plain()
    name = place.name("anna")
    anna.say({"type": "register", "username": name})
    anna.reads("anna comes", f"{name} has joined the chat.")
    first = ulid()
    ack = asked(ida, "sendMessage", id=first, conversation="group", message="to both")
    same("the ack", (ack["type"], ack["conversation"]), ("ack", "group"))
    anna.reads("what an account says", "to both")
    pushed = message_of(ida, first)
    same("its push", [pushed[key] for key in ("author", "text", "seq", "rev", "at")],
         [ida.name, "to both", ack["seq"], ack["rev"], ack["at"]])
    asked(ida, "edit", conversation="group", seq=ack["seq"], of=first, base=ack["rev"], message="edited")
    anna.say({"action": "sendMessage", "message": "from plain"})
    anna.reads("its own words, and no edit", "from plain")
    heard = ida.push("message", WAIT, lambda frame: frame["message"]["text"] == "from plain")["message"]
    same("a guest wrote it", heard["author"].startswith(f"~{name}."), True)
    same("numbered after it", heard["seq"] > ack["seq"], True)

    anna.say({"type": "directMessage", "to": ida.name, "message": "just us"})
    anna.reads("its confirmation", f"Message sent to {ida.name}: just us")
    direct = ida.push("message", WAIT, lambda frame: frame["message"]["text"] == "just us")["message"]
    same("a conversation of two", direct["conversation"].startswith("dm:"), True)
    answer = asked(ida, "directMessage", to=heard["author"], message="and back")
    same("answered", (answer["type"], answer.get("conversation")), ("ack", direct["conversation"]))
    anna.reads("the answer", "and back")
    ida.close()
    anna.reads("who left", f"{ida.name} has left the chat.")
    anna.web_socket.close()


def arriving(place, arrivals=40):
    """Whoever comes while everybody is being told something stays. What is told in a handshake cannot be delivered."""
    anna, over = place.plain(), threading.Event()

    def chatter():
        while not over.wait(0.2):  # as often as one may
            anna.say({"message": "chatter"})
            anna.reads("chatter", "chatter")

    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        chatting = pool.submit(chatter)
        try:
            for number in range(arrivals):
                one = place.plain()
                one.say({"type": "directMessage"})
                one.reads(f"arrival {number}", "DM failed: Invalid payload.", over=("chatter",))
                one.web_socket.close()
        finally:
            over.set()
        chatting.result()
    anna.web_socket.close()


def leaving(place):
    """Whoever goes while things are still being told to them is told of all the same, and once."""
    anna, words = place.plain(), ("and", "so", "bye")
    for number in range(5):
        leaver, name = place.plain(), place.name(f"leaver{number}")
        leaver.say({"type": "register", "username": name})
        leaver.reads("who comes", f"{name} has joined the chat.", over=words)
        anna.reads("who comes", f"{name} has joined the chat.", over=words)
        for word in words:
            leaver.say({"message": word})
        leaver.web_socket.socket.close()
        anna.reads("who left", f"{name} has left the chat.", over=words)
    anna.web_socket.close()


def reconnects(place):
    """Nothing is lost over a connection that ends, or is replaced ahead of its end; a repeat is one message."""
    ida, jan = place.person("ida2"), place.person("jan")
    made = asked(ida, "createRoom", name=place.name("Attic"), public=False, members=[jan.name])
    room = made["conversation"]
    said = ulid()
    ack = asked(ida, "sendMessage", id=said, conversation=room, message="1")
    seen = message_of(jan, said)
    jan.web_socket.socket.close()
    later = [ulid() for _ in range(3)]
    for number, identity in enumerate(later):
        asked(ida, "sendMessage", id=identity, conversation=room, message=str(number + 2))
    jan2, welcome = place.client(token=jan.token)
    same("the token goes on", welcome["you"]["username"], jan.name)
    conversations, missed = synced(jan2, [(room, seen["rev"], seen["seq"], seen["id"])])
    same("what was missed", [row["id"] for row in missed if row["conversation"] == room], later)
    same("its head", conversations[room]["seq"], ack["seq"] + 3)
    same("asked again", asked(ida, "sendMessage", id=said, conversation=room, message="1"), ack)
    same("another with that id", asked(ida, "sendMessage", id=said, conversation=room, message="x").get("code"),
         "conflict")

    # Before API Gateway ends a connection, the next one is there.
    jan3, _ = place.client(token=jan.token)
    both = ulid()
    last = asked(ida, "sendMessage", id=both, conversation=room, message="to both")
    same("on both", [message_of(one, both)["seq"] for one in (jan2, jan3)], [last["seq"]] * 2)
    jan2.close()
    alone = ulid()
    last = asked(ida, "sendMessage", id=alone, conversation=room, message="to the new one")
    same("on the new one", message_of(jan3, alone)["seq"], last["seq"])
    same("not behind", asked(jan3, "ping", revs=[[room, last["rev"]]])["behind"], [])
    same("behind", asked(jan3, "ping", revs=[[room, last["rev"] - 1]])["behind"], [room])
    same("all of it", [row["seq"] for row in history(jan3, room)], list(range(1, last["seq"] + 1)))
    for one in (ida, jan3):
        one.close()


def deaths(place):
    """The same while copies of the function die in the midst of calls."""
    if place.gateway:
        numbers(place, people=4, senders=12, each=5, dies_after=8)


def numbers(place, people=10, senders=50, each=4, dies_after=None):
    """Many write into one room at once: no number twice, none missing, and who only reads misses nothing."""
    with concurrent.futures.ThreadPoolExecutor(senders) as pool:
        accounts = list(pool.map(lambda number: place.person(f"p{number}"), range(people)))
        reader = place.person("reader")
        made = asked(reader, "createRoom", name=place.name("Crowd"), public=False,
                     members=[one.name for one in accounts])
        room = made["conversation"]
        clients = accounts + list(pool.map(lambda number: place.client(token=accounts[number % people].token)[0],
                                           range(senders - people)))
        start = threading.Barrier(senders)
        times, acks = [], {}

        def write(number):
            start.wait()
            for serial in range(each):
                text, began = f"{number} {serial}", time.monotonic()
                ack = asked(clients[number], "sendMessage", conversation=room, message=text)
                same(text, ack["type"], "ack")
                times.append(time.monotonic() - began)
                acks[text] = ack["seq"]
                if dies_after and len(acks) % dies_after == 0:
                    place.gateway.kill_one()

        began = time.monotonic()
        list(pool.map(write, range(senders)))
        took = time.monotonic() - began
    total = senders * each
    same("no number twice, none missing", sorted(acks.values()), list(range(1, total + 1)))
    same("what is stored", {row["text"]: row["seq"] for row in history(reader, room)}, acks)
    pushed = pushes(reader, room, made["rev"], total)
    same("what was pushed is so", {text: acks.get(text) for text in pushed}, pushed)
    again = sum(getattr(client, "again", 0) for client in clients)
    times.sort()
    print(f"   {total} messages in {took:.1f} s, {total / took:.0f}/s; "
          f"an ack takes {statistics.median(times) * 1000:.0f} ms, "
          f"one in twenty {times[int(total * 0.95)] * 1000:.0f}; asked again {again}; "
          f"pushed to the reader {len(pushed)}")
    for client in clients + [reader]:
        client.close()


def pushes(reader, room, rev, total, patience=5):
    """What came of a room after `rev`, by text; where some did not come, it can be asked for."""
    came, revs = {}, {rev}
    while len(came) < total:
        try:
            frame = reader.push("message", patience, lambda one: one["message"]["conversation"] == room)
        except TimeoutError:
            joined = min(one for one in revs if one + 1 not in revs)
            same("a push was lost, and can be found", asked(reader, "ping", revs=[[room, joined]])["behind"], [room])
            break
        came[frame["message"]["text"]] = frame["message"]["seq"]
        revs.add(frame["message"]["rev"])
    return came


PARTS = {part.__name__: part for part in (plain, bot, refusals, limits, dialects, files, arriving, leaving, reconnects,
                                          numbers, deaths)}


def tell(url, parts, **around):
    """How many of these functions went otherwise than written. `around`: what else Place takes."""
    failed = 0
    for part in parts:
        began = time.monotonic()
        try:
            part(Place(url, **around))
            result = "ok"
        except (AssertionError, Closed, Refused, TimeoutError, KeyError, TypeError, OSError) as broken:
            failed += 1
            result = f"not as written: {broken!r}"
        print(f"{part.__name__}: {result} ({time.monotonic() - began:.1f} s)", flush=True)
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    arguments = parser.parse_args()
    return 1 if tell(arguments.url, [PARTS[name] for name in arguments.parts]) else 0


if __name__ == "__main__":
    sys.exit(main())
