# SPDX-License-Identifier: GPL-3.0-or-later
"""More of what people do with the chat on AWS: what takes desktops' clients, or a stand-in that tells and does more
than a gateway. Its functions are deployed as by the template: a worker behind the queue, one for passwords, Lex."""

import concurrent.futures
import json

import function_output
from api_gateway import CREDENTIALS
from people import PASSWORD, SECRETS, WAIT, Place, asked, history, message_of, same
from runtime_client import Api
from stand_in import until

from confab_wire import ConfabClient, ulid  # found by people

WORKER, PASSWORDS = "confab-worker", "confab-passwords"
LEX_NAME = "Travel desk"
QUEUE = "https://sqs.eu-central-1.amazonaws.com/000000000000/work"


def aws(place, service):
    """What anybody with the functions' credentials may ask of it."""
    key, secret, token = CREDENTIALS
    return Api(service, "X", {"AWS_ENDPOINT_URL_X": f"http://{place.gateway.host}:{place.gateway.port}",
                              "AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret, "AWS_SESSION_TOKEN": token,
                              "AWS_REGION": "eu-central-1"})


def desktops(place):
    """Two people at desktops; and neither ten minutes of silence nor two hours end a connection of theirs."""
    if not place.desktops:
        return
    if place.gateway:
        place.gateway.limit(idle=3, lifetime=12)  # as desktop_story.cpp has them
    code, told = place.desktops()
    print("".join(line for line in told.splitlines(True) if line.startswith("   ")) if code == 0 else told, end="")
    same("what the clients saw", code, 0)
    if place.gateway:
        same("ended by the gateway", place.gateway.state()["expired"], {"idle": 0, "lifetime": 0})
        place.gateway.limit(idle=600, lifetime=7200)


def passwords(place):
    """They are looked at by a function of their own, and by no other."""
    before = place.gateway.state()["calls"][PASSWORDS]
    kim = place.person("kim")
    kim.close()
    again, _ = place.client()
    wrong = asked(again, "signIn", username=kim.name, password="something else")
    same("another password", wrong.get("code"), "wrongCredentials")
    same("the right one", asked(again, "signIn", username=kim.name, password=PASSWORD)["type"], "session")
    same("calls of that function", place.gateway.state()["calls"][PASSWORDS] - before, 3)
    again.close()


def crowd(place, receivers=210):
    """More connections than a call tells by itself hear of everything by way of the queue, once. A worker that dies at
    it begins anew: then some hear of it twice, in the same words, and by number and id it is one message."""
    gateway, host, guest = place.gateway, place.person("host"), place.person("guest")
    made = asked(host, "createRoom", name=place.name("Hall"), public=False, members=[guest.name])
    room, here = made["conversation"], set(gateway.state()["connections"])
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        clients = list(pool.map(lambda _: ConfabClient(**place.where), range(receivers)))
    # As many hellos would take the emulators half a minute.
    place.tables.welcome(set(gateway.state()["connections"]) - here, guest.name)
    before, said = gateway.state(), []
    queued = before["queued"]

    def says():
        """Everybody has been told of it, or a worker has died at that. Whether one has."""
        posted, killed = gateway.state()["posted"], False
        said.append(ulid())
        asked(host, "sendMessage", id=said[-1], conversation=room, message="to all of you")
        while (state := gateway.state())["undone"] or state["queued"] < queued + 2 * len(said):
            killed = killed or (dies and posted + 20 < state["posted"] and gateway.kill_one(WORKER))
        return killed

    dies = False
    for _ in range(3):
        says()
    after = gateway.state()
    posts, connections = (after[key] - before[key] for key in ("posted", "posting"))
    same(f"{posts} posts by {connections} connections, which are kept", connections < posts / 2, True)
    dies = True
    until(says, WAIT)
    doubles = []
    for client in clients:
        heard = frames_about(client, room)
        same("everybody hears all of it", set(heard), set(said))
        same("in the same words each time", [len(set(frames)) for frames in heard.values()], [1] * len(said))
        doubles += [identity for identity, frames in heard.items() if len(frames) > 1]
    same("twice only where a worker died", set(doubles) - {said[-1]}, set())
    same("what is in the room", [row["id"] for row in history(host, room)], said)
    print(f"   {posts} posts by {connections} new connections")
    print(f"   {len(said)} messages to {receivers} connections; after a worker's death {len(doubles)} read one again")
    for client in clients + [guest, host]:
        client.close()


def frames_about(client, room):
    """What has come so far of the room's messages, by their ids."""
    heard = {}
    while True:
        try:
            frame = client.receive(0.005)
        except TimeoutError:
            return heard
        if frame["type"] == "message" and frame["message"]["conversation"] == room:
            heard.setdefault(frame["message"]["id"], []).append(json.dumps(frame))


def throttled(place):
    """What API Gateway refuses as too much, for longer than one tries at once, comes later."""
    gateway, ida, jan = place.gateway, place.person("ida6"), place.person("jan6")
    room = asked(ida, "createRoom", name=place.name("Rush"), public=False, members=[jan.name])["conversation"]
    everybody = [ida, jan] + [place.client(token=jan.token)[0] for _ in range(4)]
    before, said = gateway.state()["queued"], ulid()
    put_off = measured_of(gateway)["FramesPutOff"]
    gateway.limit(throttle=20)
    ack = asked(ida, "sendMessage", id=said, conversation=room, message="one of too many")
    same("the ack comes all the same", ack["type"], "ack")
    same("to all", [message_of(one, said)["seq"] for one in everybody], [ack["seq"]] * len(everybody))
    same("it went through the queue", gateway.state()["queued"] > before and gateway.state()["throttle"], 0)
    same("which is counted", measured_of(gateway)["FramesPutOff"] > put_off, True)
    for one in everybody:
        one.close()


def measured_of(gateway):
    """The sums of the metrics so far."""
    gateway.quiet()
    return function_output.Output(gateway.output).metrics


def measured(place):
    """The metrics count what the gateway counts, while nothing dies."""
    gateway, ida, bob = place.gateway, place.person("ida7"), place.plain()
    before, posted = measured_of(gateway), gateway.state()["posted"]
    for number in range(3):
        asked(ida, "sendMessage", conversation="group", message=f"count {number}")
        bob.reads("what is said", f"count {number}")
    after = measured_of(gateway)
    same("frames", after["FramesPosted"] - before["FramesPosted"], gateway.state()["posted"] - posted)
    same("an ack and two frames, thrice", after["FramesPosted"] - before["FramesPosted"] >= 9, True)
    same("requests to tables", after["TableCalls"] > before["TableCalls"], True)
    for one in (ida, bob.web_socket):
        one.close()


def arrives(place):
    """Somebody of the plain dialect, and their connection's id."""
    before = set(place.gateway.state()["connections"])
    one = place.plain()
    name, = set(place.gateway.state()["connections"]) - before
    return one, name


def is_lost(place, one, name, age):
    """Ends a connection without a $disconnect. Its row is then so many seconds old."""
    place.gateway.limit(mute=1)
    one.web_socket.close()
    until(lambda: not (state := place.gateway.state())["mute"] and name not in state["connections"])
    place.tables.age(name, age)


def three_of_whom_one_has_a_name(place):
    """Three who have come, each with their id, and the name that the second has."""
    three = [arrives(place) for _ in range(3)]
    name = place.name("bob")
    three[1][0].say({"type": "register", "username": name})
    for one, _ in three:
        one.reads("who comes", f"{name} has joined the chat.")
    return *three, name


def goes_without_a_sign(place):
    """Of whom API Gateway says nothing, the next post to them tells."""
    (anna, hers), (bob, his), (eve, _), name = three_of_whom_one_has_a_name(place)
    gone = measured_of(place.gateway)["ConnectionsGone"]
    is_lost(place, bob, his, 60)
    anna.say({"message": "still there?"})
    for one in (anna, eve):
        one.reads("what is said", "still there?")
        one.reads("who was not there to read it", f"{name} has left the chat.")
    same("which is counted", measured_of(place.gateway)["ConnectionsGone"] > gone, True)
    same("the row that has gone", place.tables.connection(his), None)
    same("the row of who said it", place.tables.connection(hers) is None, False)
    for one in (anna, eve):
        one.reads_nothing("told once")
        one.web_socket.close()


def hourly(place):
    """What a schedule has done: a connection older than API Gateway lets any become has gone, and the others hear it."""
    (anna, _), (bob, his), (eve, _), name = three_of_whom_one_has_a_name(place)
    is_lost(place, bob, his, 3 * 3600)
    for told in (True, False):
        asked_for = aws(place, "lambda").call("POST", f"/2015-03-31/functions/{WORKER}/invocations",
                                              b'{"confab": "tidy"}', {"X-Amz-Invocation-Type": "Event"})
        same("the schedule's call", asked_for[0], 202)
        place.gateway.quiet()
        for one in (anna, eve):
            if told:
                one.reads("who has gone", f"{name} has left the chat.")
            one.reads_nothing("told once")
    same("the row that has gone", place.tables.connection(his), None)
    for one in (anna, eve):
        one.web_socket.close()


def by_invitation(place):
    """Where signing up takes a code, the first owner has theirs from the tables, and plain clients are sent away."""
    with place.another("invite") as (gateway, command):
        there = Place(gateway.url, gateway)
        plain, name = arrives(there)
        plain.say({"message": "hello"})
        plain.reads("who has no account", "This server needs an account: use Confab to sign in.")
        plain.closes("who has no account", 1000)
        same("by a call of its own", [line["connection"] for line in gateway.logged("delete")], [name])

        code, told = command("owner-code")
        same("owner-code", code, 0)
        invite = told.strip()
        SECRETS.add(invite)
        client, welcome = there.client()
        same("how one signs up", (welcome["access"], welcome["signUp"]), ("invite", ["invite"]))
        account = {"password": PASSWORD, "displayName": "Ann"}
        without = asked(client, "signUp", username=there.name("ann"), **account)
        same("without a code", (without.get("code"), without.get("field")), ("forbidden", "invite"))
        owner = asked(client, "signUp", username=there.name("ann"), invite=invite, **account)
        SECRETS.add(owner["token"])
        same("with it", owner["user"]["role"], "owner")
        other, _ = there.client()
        again = asked(other, "signUp", username=there.name("bob"), invite=invite, **account)
        same("with it again", (again.get("code"), again.get("field")), ("forbidden", "invite"))
        same("where there is an owner", command("owner-code"), (1, "This chat has an owner already.\n"))
        for one in (client, other):
            one.close()
        gateway.quiet()


def in_time(place):
    """Whoever asks while the tables are silent is told so as long as the function has time, and it lives on."""
    with place.another("open", "--limit", "8") as (gateway, _):
        client = Place(gateway.url, gateway).person("ann")
        with place.tables.silent():
            sent = client.send("sendMessage", conversation="group", message="Is there anybody?")
            answer = client.wait_for(lambda frame: frame.get("id") == sent, WAIT)
            same("meanwhile", answer.get("code"), "unavailable")
        same("afterwards", asked(client, "sendMessage", id=sent, conversation="group",
                                     message="Is there anybody?")["type"], "ack")
        client.close()
        gateway.quiet()
        same("processes that ended", gateway.state()["restarts"], 0)


def questions(place):
    """They go through the queue to Lex, and what it says comes back to everybody; once, though a worker dies meanwhile."""
    ida, anna, bob = place.person("ida4"), place.plain(), place.plain()
    client, welcome = place.client()
    client.close()
    same("its name", [bot["name"] for bot in welcome["bots"] if bot["id"] == "lex"], [LEX_NAME])
    before = place.gateway.state()["queued"]
    anna.say({"action": "sendMessage", "type": "bot", "message": "Book a hotel"})
    for one in (anna, bob):
        one.reads("what Lex says", "Bot: What city?")
    said = ["Book a hotel", "slowly, Vienna", "King"]
    for text in said:
        asking, queued = ulid(), place.gateway.state()["queued"]
        same("asked", asked(ida, "bot", id=asking, bot="lex", message=text)["type"], "ack")
        # Or it would be lost where the function ends here.
        same("in the queue by then", place.gateway.state()["queued"] - queued, 1)
        if text.startswith("slowly"):
            until(lambda: place.gateway.kill_one(WORKER), WAIT)
        answer = ida.push("message", WAIT, lambda frame, by=asking: frame["message"].get("stream") == by)["message"]
        same("by the bot", answer["author"], "bot:lex")
    until(lambda: not place.gateway.state()["undone"], WAIT)
    same("questions in the queue", place.gateway.state()["queued"] - before, 1 + len(said))
    rows = history(ida, answer["conversation"])
    same("each question with one answer", [row["author"] for row in rows], [ida.name, "bot:lex"] * len(said))
    same("what was asked", [row["text"] for row in rows[::2]], said)
    for one in (anna.web_socket, bob.web_socket, ida):
        one.close()


def asked_too_long_ago(place):
    """A worker dies over a question, and when it comes again nobody waits for the answer any more: it is given up."""
    ida = place.person("ida5")
    place.gateway.limit(aged=120)
    asking = ulid()
    same("asked", asked(ida, "bot", id=asking, bot="lex", message="slowly, Oslo")["type"], "ack")
    until(lambda: place.gateway.kill_one(WORKER), WAIT)
    answer = ida.push("message", WAIT, lambda frame: frame["message"].get("stream") == asking)["message"]
    same("what is said of it", answer["text"], "The bot could not answer: It could not be asked.")
    until(lambda: not place.gateway.state()["undone"], WAIT)
    place.gateway.limit(aged=0)
    ida.close()


def dead_letters(place):
    """What fails three times is put aside, and nobody waits behind it."""
    before = until(lambda: not (state := place.gateway.state())["undone"] and state, WAIT)
    work = {"kind": "question", "api": "", "bot": "nobody", "text": "Is there anybody?", "session": "s",
            "asked": {"conversation": "group", "seq": 1, "asker": "nobody", "id": ulid()}}
    message = json.dumps({"QueueUrl": QUEUE, "MessageBody": json.dumps(work)}).encode()
    sent = aws(place, "sqs").call("POST", "/", message, {"X-Amz-Target": "AmazonSQS.SendMessage"})
    same("taken", sent[0], 200)
    after = until(lambda: (state := place.gateway.state())["dead"] != before["dead"] and state, WAIT)
    place.gateway.buried += 1
    same("put aside", [json.loads(one["body"]) for one in after["dead"]], [work])
    same("tries", after["calls"][WORKER] - before["calls"][WORKER], 3)
    same("how often it was wanted back soon", after["returned"] - before["returned"], 2)


PARTS = {part.__name__: part for part in (desktops, passwords, crowd, throttled, measured, goes_without_a_sign, hourly,
                                          by_invitation, in_time, questions, asked_too_long_ago, dead_letters)}
