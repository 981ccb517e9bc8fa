#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stand-in for API Gateway keeps API Gateway's rules: each by raw frames and signed requests."""

import contextlib
import json
import os
import sys
import tempfile
import unittest
from urllib.parse import quote

try:
    import botocore  # noqa: F401
except ImportError:
    print(f"Skipped: {sys.executable} has no botocore (Debian: python3-botocore), which signs and verifies.")
    sys.exit(77)

from runtime_client import Api, connection_path
from stand_in import HERE, StandIn, until

from confab_wire import Closed, Refused  # found by stand_in

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "AKIDSTANDIN", "AWS_SECRET_ACCESS_KEY": "a secret of the stand-in",
               "AWS_SESSION_TOKEN": "a token of the stand-in", "AWS_REGION": "eu-central-1"}


def function(name):
    return [sys.executable, "-B", os.path.join(HERE, name)]


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="confab-api-gateway-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def start(self, *options, name="probe_function.py"):
        gateway = StandIn("--log", self.path("log"), "--env", "PROBE_EVENTS=" + self.path("events"), "--env",
                          "ARTICLE_STATE=" + self.path("state"), *options, function=function(name))
        self.addCleanup(gateway.stop)
        return gateway

    def lines(self, name, **wanted):
        if not os.path.exists(self.path(name)):
            return []
        with open(self.path(name), encoding="utf-8") as file:
            lines = [json.loads(line) for line in file if line.endswith("\n")]
        return [line for line in lines if all(line.get(key) == value for key, value in wanted.items())]

    def events(self, kind=None):
        events = [line["value"] for line in self.lines("events", kind="event")]
        return [event for event in events if kind in (None, event.get("requestContext", {}).get("eventType"))]

    def noted(self, kind):
        return [line["value"] for line in self.lines("events", kind=kind)]

    def api(self, gateway, service, path="", **other):
        environment = {**CREDENTIALS, "AWS_ENDPOINT_URL_X": f"http://{gateway.host}:{gateway.port}{path}", **other}
        api = Api(service, "X", environment)
        self.addCleanup(api.connection.close)
        return api

    def connection(self, gateway):
        """A client, its id, and the API that posts to it."""
        before = set(gateway.state()["connections"])
        client = gateway.connect()
        name, = set(gateway.state()["connections"]) - before
        return client, name, self.api(gateway, "execute-api", gateway.path)

    def closes(self, client, code, reason=""):
        with self.assertRaises(Closed) as closed:
            while True:
                client.receive()
        self.assertEqual((closed.exception.code, closed.exception.reason), (code, reason))


class Handshakes(Case):
    def test_the_event_of_connect(self):
        gateway = self.start()
        gateway.connect("?token=a&token=b&x=%26", ("confab.1", "other")).close()
        event, = self.events("CONNECT")
        context = event["requestContext"]
        self.assertEqual([context[key] for key in ("routeKey", "stage", "messageDirection", "apiId")],
                         ["$connect", "test", "IN", "standin123"])
        self.assertRegex(context["connectionId"], r"^[0-9A-Za-z_-]{15}=$")
        self.assertEqual(context["domainName"], "standin123.execute-api.eu-central-1.amazonaws.com")
        self.assertEqual(context["identity"], {"sourceIp": "127.0.0.1"})
        self.assertGreaterEqual(context["requestTimeEpoch"], context["connectedAt"])
        self.assertEqual(event["headers"]["Sec-WebSocket-Protocol"], "confab.1, other")
        self.assertEqual(event["multiValueHeaders"]["Sec-WebSocket-Protocol"], ["confab.1, other"])
        self.assertEqual(event["headers"]["X-Forwarded-For"], "127.0.0.1")
        self.assertEqual(event["queryStringParameters"], {"token": "b", "x": "&"})
        self.assertEqual(event["multiValueQueryStringParameters"]["token"], ["a", "b"])
        self.assertNotIn("body", event)

    def test_the_subprotocol_is_the_functions(self):
        gateway = self.start()
        self.assertEqual(gateway.connect("", ("confab.1",)).subprotocol, "")
        self.assertEqual(gateway.connect("?protocol=confab.1", ("other", "confab.1")).subprotocol, "confab.1")

    def test_refusals(self):
        gateway = self.start()
        for query, status in (("?status=403", 403), ("?status=400", 400), ("?status=500", 500), ("?status=302", 502),
                              ("?do=fail", 502), ("?do=nonsense", 502)):
            with self.assertRaisesRegex(Refused, f" {status} ", msg=query):
                gateway.connect(query)
        gateway.path = "/elsewhere"
        with self.assertRaisesRegex(Refused, " 403 "):
            gateway.connect()
        self.assertEqual(gateway.state()["connections"], [])
        self.assertEqual(self.events("DISCONNECT"), [])

    def test_nothing_can_be_posted_before_connect_is_answered(self):
        gateway = self.start()
        gateway.connect("?early=yes")
        self.assertEqual(self.noted("posted"), [410])


class Frames(Case):
    def routes(self):
        return [event["requestContext"]["routeKey"] for event in self.events("MESSAGE")]

    def test_routes(self):
        gateway = self.start()
        client = gateway.connect()
        texts = ['{"action":"sendMessage"}', '{"action":"other"}', '{"action":7}', '{"type":"x"}', "[1]", "no JSON ä",
                 ""]
        for number, text in enumerate(texts):
            client.send(text)
            until(lambda: len(self.routes()) > number)
        self.assertEqual(self.routes(), ["sendMessage"] + ["$default"] * (len(texts) - 1))
        self.assertEqual([event["body"] for event in self.events("MESSAGE")], texts)
        first = self.events("MESSAGE")[0]
        self.assertEqual(set(first), {"requestContext", "body", "isBase64Encoded"})
        self.assertIn("messageId", first["requestContext"])

    def test_forbidden(self):
        gateway = self.start("--routes", "sendMessage")
        client = gateway.connect()
        client.send('{"action":"other"}')
        said = json.loads(client.receive())
        self.assertEqual((said["message"], set(said)), ("Forbidden", {"message", "connectionId", "requestId"}))
        self.assertEqual(self.events("MESSAGE"), [])

    def test_limits(self):
        gateway = self.start()
        client = gateway.connect()
        client.send("x" * 32 * 1024)
        until(self.routes)
        client.send("x" * (32 * 1024 + 1))
        self.closes(client, 1009)
        client = gateway.connect()
        client.send_binary(b"x")
        self.closes(client, 1003)
        self.assertEqual(len(self.routes()), 1)

    def test_a_message_of_several_frames(self):
        gateway = self.start()
        client = gateway.connect()
        client.socket.sendall(b"\x01\x81\0\0\0\0a" + b"\x89\x81\0\0\0\0p" + b"\x80\x82\0\0\0\0bc")
        until(self.routes)
        self.assertEqual(self.events("MESSAGE")[0]["body"], "abc")
        client.socket.sendall((b"\x01\xfe\x7f\xff\0\0\0\0" + b"x" * 32767) +
                              4 * (b"\0\xfe\x7f\xff\0\0\0\0" + b"x" * 32767) + b"\0\x86\0\0\0\0xxxxxx")
        self.closes(client, 1009)

    def test_a_function_that_fails(self):
        gateway = self.start("--limit", "1")
        client, name, _ = self.connection(gateway)
        # Whatever it has answered once is started again as often as it ends.
        for what in ("fail", "die", "hang", "die", "die", "die"):
            client.send(json.dumps({"do": what}))
            said = json.loads(client.receive())
            self.assertEqual((said["message"], said["connectionId"]), ("Internal server error", name), what)
        client.send("and goes on")
        until(lambda: self.events("MESSAGE")[-1]["body"] == "and goes on")
        self.assertEqual(gateway.state()["restarts"], 5)


class Ends(Case):
    def test_disconnect(self):
        gateway = self.start()
        client, name, _ = self.connection(gateway)
        client.close()
        context = until(lambda: self.events("DISCONNECT"))[0]["requestContext"]
        self.assertEqual([context[key] for key in ("routeKey", "connectionId", "disconnectStatusCode")],
                         ["$disconnect", name, 1000])
        client = gateway.connect()
        client.socket.close()
        context = until(lambda: self.events("DISCONNECT")[1:])[0]["requestContext"]
        self.assertEqual(context["disconnectStatusCode"], 1006)

    def test_idle(self):
        gateway = self.start("--idle", "2")
        client = gateway.connect()
        for _ in range(4):
            client.send("x")
            with self.assertRaises(TimeoutError):
                client.receive(0.6)
        # Pings do not keep it.
        with self.assertRaises(Closed) as closed:
            for _ in range(50):
                client.socket.sendall(b"\x89\x80\0\0\0\0")
                with contextlib.suppress(TimeoutError):
                    client.receive(0.1)
        self.assertEqual((closed.exception.code, closed.exception.reason), (1001, ""))
        until(lambda: self.events("DISCONNECT"))
        self.assertEqual(gateway.state()["expired"], {"idle": 1, "lifetime": 0})

    def test_lifetime(self):
        gateway = self.start("--lifetime", "0.5")
        self.closes(gateway.connect(), 1001)
        gateway.limit(idle=0.5, lifetime=600)
        self.closes(gateway.connect(), 1001)
        self.assertEqual(gateway.state()["expired"], {"idle": 1, "lifetime": 1})


class Connections(Case):
    def test_post_get_delete(self):
        gateway = self.start()
        client, name, api = self.connection(gateway)
        path = connection_path(name)
        self.assertTrue(path.endswith("%3D"))
        self.assertEqual(api.call("POST", path, "Hä?".encode()), (200, b""))
        self.assertEqual(client.receive(), "Hä?")
        self.assertEqual(api.call("POST", path, b"x" * 128 * 1024)[0], 200)
        self.assertEqual(len(client.receive()), 128 * 1024)
        self.assertEqual(api.call("POST", path, b"x" * (128 * 1024 + 1))[0], 413)
        status, body = api.call("GET", path)
        self.assertEqual((status, json.loads(body)["identity"]["sourceIp"]), (200, "127.0.0.1"))
        self.assertEqual(api.call("DELETE", path)[0], 204)
        self.closes(client, 1000)
        self.assertEqual([api.call(method, path)[0] for method in ("POST", "GET", "DELETE")], [410] * 3)
        until(lambda: self.events("DISCONNECT"))
        self.assertEqual([len(self.lines("log", kind=kind)) for kind in ("post", "get", "delete", "refused")],
                         [2, 1, 1, 4])

    def test_signatures(self):
        gateway = self.start()
        client, name, api = self.connection(gateway)
        path = connection_path(name)
        place = f"http://{gateway.host}:{gateway.port}"
        for service, other in (("execute-api", {"AWS_SECRET_ACCESS_KEY": "another"}), ("lambda", {}),
                               ("execute-api", {"AWS_REGION": "us-east-1"}),
                               ("execute-api", {"AWS_SESSION_TOKEN": "another"}),
                               # The path is signed as it is sent.
                               ("execute-api", {"AWS_ENDPOINT_URL_X": place + "/./" + gateway.path.strip("/")})):
            status = self.api(gateway, service, gateway.path, **other).call("POST", path, b"forged")[0]
            self.assertEqual(status, 403, (service, other))
        self.assertEqual(gateway.ask("POST", gateway.path + path, b"unsigned")[0], 403)
        self.assertEqual(api.call("POST", path, b"signed")[0], 200)
        self.assertEqual(client.receive(), "signed")

    def test_throttled(self):
        gateway = self.start("--throttle", "2")
        client, name, api = self.connection(gateway)
        self.assertEqual([api.call("POST", connection_path(name), b"x")[0] for _ in range(3)], [429, 429, 200])
        gateway.limit(throttle=1)
        self.assertEqual([api.call("POST", connection_path(name), b"y")[0] for _ in range(2)], [429, 200])
        self.assertEqual([client.receive(), client.receive()], ["x", "y"])
        self.assertEqual((gateway.state()["posted"], gateway.state()["posting"]), (2, 1))
        self.api(gateway, "execute-api", gateway.path).call("POST", connection_path(name), b"z")
        self.assertEqual((gateway.state()["posted"], gateway.state()["posting"]), (3, 2))

    def test_not_every_end_is_told(self):
        gateway = self.start()
        gateway.limit(mute=1)
        for _ in range(2):
            client, name, api = self.connection(gateway)
            client.close()
            until(lambda: not gateway.state()["connections"])
            self.assertEqual(api.call("POST", connection_path(name), b"x")[0], 410)
        told, = until(lambda: self.events("DISCONNECT"))
        self.assertEqual((told["requestContext"]["connectionId"], gateway.state()["mute"]), (name, 0))

    def test_the_function_posts(self):
        gateway = self.start("--freeze")
        client, _, _ = self.connection(gateway)
        for text in ("one", "two"):
            client.send(json.dumps({"do": "call", "method": "POST", "body": text}))
            self.assertEqual(client.receive(), text)


class Functions(Case):
    def test_each_copy_has_one_call_at_a_time(self):
        gateway = self.start("--copies", "2")
        client = gateway.connect()
        # The first call ends only after another copy has taken the second.
        client.send(json.dumps({"do": "wait for", "file": self.path("made")}))
        until(lambda: self.events("MESSAGE"))
        client.send(json.dumps({"do": "make", "file": self.path("made")}))
        until(lambda: len(self.lines("log", kind="message")) == 2)
        first, second = self.lines("log", kind="call")[-2:]
        self.assertNotEqual(first["copy"], second["copy"])
        self.assertEqual({line["error"] for line in (first, second)}, {None})

    def test_one_is_killed_at_its_work(self):
        gateway = self.start()
        client = gateway.connect()
        self.assertFalse(gateway.kill_one())
        client.send('{"do":"hang"}')
        until(lambda: self.events("MESSAGE"))
        self.assertTrue(gateway.kill_one())
        self.assertEqual(json.loads(client.receive())["message"], "Internal server error")
        self.assertEqual(self.lines("log", kind="call")[-1]["error"], "Runtime.ExitError")

    def test_one_that_does_not_start(self):
        gateway = StandIn(function=["/bin/false"])
        self.addCleanup(gateway.stop)
        with self.assertRaisesRegex(Refused, " 502 "):
            gateway.connect()
        self.assertEqual(gateway.state()["restarts"], 3)

    def test_invoke(self):
        gateway = self.start()
        api = self.api(gateway, "lambda")
        path = "/2015-03-31/functions/confab/invocations"
        status, body = api.call("POST", path, b'{"a":1}')
        self.assertEqual((status, json.loads(body)), (200, {"echo": {"a": 1}, "name": None}))
        self.assertEqual(api.call("POST", path, b'{"do":"fail"}')[0], 200)
        later = {"X-Amz-Invocation-Type": "Event"}
        self.assertEqual(api.call("POST", path, b'{"b":2}', later), (202, b""))
        self.assertEqual(api.call("POST", path, b'{"do":"fail","c":3}', later)[0], 202)
        until(lambda: self.events().count({"do": "fail", "c": 3}) == 3)
        self.assertEqual(self.events().count({"b": 2}), 1)
        self.assertEqual(api.call("POST", path.replace("confab", "other"), b"{}")[0], 404)
        self.assertEqual(self.api(gateway, "sqs").call("POST", path, b"{}")[0], 403)

    def test_functions_beside_it(self):
        gateway = self.start("--also", "other", "1", "PROBE_NAME=other", "--worker", "other")
        path = "/2015-03-31/functions/{}/invocations"
        for name in ("confab", "other", "arn:aws:lambda:eu-central-1:000000000000:function:other"):
            answer = json.loads(self.api(gateway, "lambda").call("POST", path.format(quote(name)), b"{}")[1])
            self.assertEqual(answer["name"], "other" if name.endswith("other") else None, name)
        headers = {"X-Amz-Target": "AmazonSQS.SendMessage"}
        work = json.dumps({"QueueUrl": "http://x/work", "MessageBody": "x"}).encode()
        self.assertEqual(self.api(gateway, "sqs").call("POST", "/", work, headers)[0], 200)
        until(lambda: self.lines("log", kind="call", function="other")[2:])
        until(lambda: not gateway.state()["undone"])
        self.assertEqual((gateway.state()["queued"], gateway.state()["calls"]), (1, {"confab": 1, "other": 3}))

    def test_queue(self):
        gateway = self.start()
        api = self.api(gateway, "sqs")

        def send(action, **fields):
            fields["QueueUrl"] = "https://sqs.eu-central-1.amazonaws.com/000000000000/work"
            headers = {"X-Amz-Target": "AmazonSQS." + action, "Content-Type": "application/x-amz-json-1.0"}
            status, body = api.call("POST", "/", json.dumps(fields).encode(), headers)
            return status, json.loads(body)

        status, said = send("SendMessage", MessageBody="hello")
        self.assertEqual((status, said["MD5OfMessageBody"]), (200, "5d41402abc4b2a76b9719d911017c592"))
        record = until(self.events)[0]["Records"][0]
        self.assertEqual((record["body"], record["messageId"], record["eventSource"]),
                         ("hello", said["MessageId"], "aws:sqs"))
        self.assertTrue(record["eventSourceARN"].endswith(":work"))
        status, said = send("SendMessageBatch", Entries=[{"Id": "a", "MessageBody": "in vain"},
                                                         {"Id": "b", "MessageBody": "b"}])
        self.assertEqual((status, [one["Id"] for one in said["Successful"]]), (200, ["a", "b"]))
        dead = until(lambda: gateway.state()["dead"])
        self.assertEqual(dead, [{"queue": "work", "body": "in vain", "error": "ValueError"}])
        counts = [event["Records"][0]["attributes"]["ApproximateReceiveCount"] for event in self.events()
                  if event["Records"][0]["body"] == "in vain"]
        self.assertEqual(counts, ["1", "2", "3"])
        self.assertEqual(send("SendMessage", MessageBody="x" * (256 * 1024 + 1))[0], 400)

    def test_it_ends_with_its_functions(self):
        gateway = self.start("--copies", "2", "--freeze")
        gateway.connect().send("x")
        until(lambda: self.events("MESSAGE"))
        pids = {line["pid"] for line in self.lines("events")}
        self.assertEqual(gateway.stop(), 0)
        for pid in pids:
            until(lambda: not os.path.exists(f"/proc/{pid}"))


class Article(Case):
    """The chat of the plain dialect behind the stand-in, by two copies."""

    def test_a_chat(self):
        gateway = self.start("--copies", "2", name="article_function.py")
        anna, bert = gateway.connect(), gateway.connect()

        def says(client, frame, *all_read, own=()):
            client.send(json.dumps(frame))
            for text in all_read:
                self.assertEqual([anna.receive(), bert.receive()], [text, text])
            for text in own:
                self.assertEqual(client.receive(), text)

        says(anna, {"action": "sendMessage", "type": "register", "username": " anna "}, "anna has joined the chat.")
        says(bert, {"type": "register", "username": " "}, own=["Registration failed: Username cannot be empty."])
        says(bert, {"action": "sendMessage", "type": "sendMessage", "message": "hello"}, "hello")
        says(bert, {"action": "sendMessage", "message": "again"}, "again")
        says(anna, {"type": "bot", "message": "Book hotel"}, "Bot: What city will you be staying in?")
        says(bert, {"type": "directMessage", "to": "anna", "message": "hi"}, own=["Message sent to anna: hi"])
        self.assertEqual(anna.receive(), "hi")
        says(bert, {"type": "directMessage", "to": "carl", "message": "hi"},
             own=["DM failed: User carl does not exist or is not registered."])
        bert.close()
        self.assertEqual(anna.receive(), "Anonymous has left the chat.")


if __name__ == "__main__":
    unittest.main()
