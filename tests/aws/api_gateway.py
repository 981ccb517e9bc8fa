#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for a WebSocket API of API Gateway and what stands behind it: Lambda, @connections, SQS.

Prints the address to connect to, and ends with its standard input. Without a signature, GET http://HOST:PORT/stand-in
tells what it holds, POST …/stand-in/kill/NAME kills a copy of that function that is at work, and POST …/stand-in/limits
takes others: {"idle", "lifetime": seconds of connections to come, "throttle": so many calls of @connections: 429,
"mute": so many ends of connections that the function is not told of}.
"""

import argparse
import asyncio
import json
import os
import signal
import sys
import threading
import time
import urllib.parse

import frames
from gateway_connection import Connection, Ended, new_id
from http_exchange import Answer, Refusal, json_answer, serve
from lambda_service import ACCOUNT, Function, Log
from queue_service import Queues

from aws_signature import check  # found by http_exchange

CREDENTIALS = ("AKIDSTANDIN", "a secret of the stand-in", "a token of the stand-in")
MOST_POSTED = 128 * 1024
LONGEST_WAIT = 29  # seconds, for a function
API_ID = "standin123"
INVOCATIONS = "/2015-03-31/functions/"


class Gateway:
    def __init__(self, options, log):
        self.options, self.log = options, log
        self.stage, self.region = options.stage, options.region
        self.idle, self.lifetime = options.idle, options.lifetime
        self.throttle = options.throttle
        self.mute = 0
        self.expired = {"idle": 0, "lifetime": 0}  # connections that were ended for that
        self.domain = f"{API_ID}.execute-api.{self.region}.amazonaws.com"
        self.connections = {}
        self.functions = {}
        self.function = self.queues = None  # what clients reach, and where queues lead to
        self.posted = 0  # to connections
        self.posting = set()  # the TCP connections that this came by
        self.tasks = set()

    async def start(self):
        server, port = await serve(self.answer, self.shake_hands)
        base = f"http://127.0.0.1:{port}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        environment = {
            **kept, "AWS_ACCESS_KEY_ID": CREDENTIALS[0], "AWS_SECRET_ACCESS_KEY": CREDENTIALS[1],
            "AWS_SESSION_TOKEN": CREDENTIALS[2], "AWS_REGION": self.region, "AWS_DEFAULT_REGION": self.region,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI": f"{base}/{self.stage}", "AWS_ENDPOINT_URL_LAMBDA": base,
            "AWS_ENDPOINT_URL_SQS": base, **dict(pair.split("=", 1) for pair in self.options.env)}
        output = open(self.options.output, "ab") if self.options.output else sys.stderr
        others = [(name, int(copies), pair) for name, copies, pair in self.options.also]
        for name, copies, *more in [(self.options.name, self.options.copies), *others]:
            own = dict(pair.split("=", 1) for pair in more)
            function = Function(name, self.options.function, {**environment, **own}, region=self.region,
                                limit=self.options.limit, freezes=self.options.freeze, log=self.log, output=output)
            function.start(copies)
            self.functions[name] = function
        self.function = self.functions[self.options.name]
        self.queues = Queues(self.functions[self.options.worker or self.options.name], self.region)
        return server, f"ws://127.0.0.1:{port}/{self.stage}"

    def keep(self, work):
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    # --- clients ---------------------------------------------------------------------------------------------------

    def context(self, connection, route, kind, **more):
        now = time.time()
        identity = {"sourceIp": connection.peer}
        if connection.user_agent:
            identity["userAgent"] = connection.user_agent
        request = new_id()
        return {"routeKey": route, "eventType": kind, "messageDirection": "IN", "stage": self.stage,
                "connectionId": connection.id, "connectedAt": int(connection.connected_at * 1000),
                "requestTime": time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(now)),
                "requestTimeEpoch": int(now * 1000), "requestId": request, "extendedRequestId": request,
                "identity": identity, "domainName": self.domain, "apiId": API_ID, **more}

    async def call(self, event):
        """The outcome, or nothing where it took longer than API Gateway waits."""
        began = time.monotonic()
        try:
            return await asyncio.wait_for(self.function.invoke(event), LONGEST_WAIT)
        except asyncio.TimeoutError:
            return None
        finally:
            context = event["requestContext"]
            self.log.write(context["eventType"].lower(), route=context["routeKey"], connection=context["connectionId"],
                           bytes=len(event.get("body", "")), ms=round((time.monotonic() - began) * 1000, 1))

    async def shake_hands(self, request, reader, writer):
        parts = urllib.parse.urlsplit(request.target)
        if parts.path.strip("/") != self.stage or not request.headers.get("Sec-WebSocket-Key"):
            writer.write(json_answer(403, {"message": "Forbidden"}).encode())
            return
        connection = Connection(self, request, writer)
        context = self.context(connection, "$connect", "CONNECT")
        outcome = await self.call({**connect_headers(request), **query_of(parts.query), "requestContext": context,
                                   "isBase64Encoded": False})
        answer = outcome.answer if outcome and not outcome.error else None
        status = answer.get("statusCode") if isinstance(answer, dict) else None
        if not isinstance(status, int) or not 200 <= status < 300:
            status = status if isinstance(status, int) and 400 <= status < 600 else 502
            words = {401: "Unauthorized", 403: "Forbidden", 502: "Internal server error"}
            said = {"message": words.get(status, "Refused"), "connectionId": connection.id,
                    "requestId": context["requestId"]}
            writer.write(json_answer(status, said).encode())
            return
        headers = {"Upgrade": "websocket", "Connection": "Upgrade",
                   "Sec-WebSocket-Accept": frames.accept_of(request.headers["Sec-WebSocket-Key"])}
        for name, value in (answer.get("headers") or {}).items():
            if name.lower() == "sec-websocket-protocol":
                headers["Sec-WebSocket-Protocol"] = value
        writer.write(Answer(101, headers=headers).encode())
        self.connections[connection.id] = connection
        connection.open()
        await self.converse(connection, reader)

    async def converse(self, connection, reader):
        code, reason = 1006, ""
        try:
            while True:
                text = await frames.read_message(reader, connection.control)
                if not connection.closing:
                    connection.touch()
                    # Each by itself: those of one connection may overtake each other.
                    self.keep(self.route(connection, text))
        except Ended as ended:
            code, reason = ended.args
        except frames.Broken as broken:
            connection.close(broken.code)
            code = broken.code
            await drain(reader)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            connection.forget()
            self.tell_of_the_end(connection, code, reason)

    def tell_of_the_end(self, connection, code, reason):
        """As API Gateway does at best: that $disconnect comes is not certain."""
        if self.mute > 0:
            self.mute -= 1
            return
        context = self.context(connection, "$disconnect", "DISCONNECT", disconnectStatusCode=code,
                               disconnectReason=reason)
        headers = {"Host": self.domain, "x-api-key": "", "X-Forwarded-For": "", "x-restapi": ""}
        self.keep(self.call({"headers": headers, "requestContext": context, "isBase64Encoded": False,
                             "multiValueHeaders": {name: [value] for name, value in headers.items()}}))

    async def route(self, connection, text):
        route = route_of(text, self.options.routes)
        context = self.context(connection, route, "MESSAGE", messageId=new_id())
        if route in self.options.routes:
            outcome = await self.call({"requestContext": context, "body": text, "isBase64Encoded": False})
            problem = "Internal server error" if not outcome or outcome.error else None
        else:
            self.log.write("forbidden", connection=connection.id)
            problem = "Forbidden"
        if problem and connection.id in self.connections:
            connection.post(json.dumps({"message": problem, "connectionId": connection.id,
                                        "requestId": context["requestId"]}).encode())

    # --- functions, and whoever else calls AWS ------------------------------------------------------------------------

    async def answer(self, request):
        if request.path.startswith("/stand-in"):
            return self.tell_tests(request)
        try:
            given = await self.carry_out(request)
        except Refusal as refusal:
            self.log.write("refused", method=request.method, path=request.path, status=refusal.status,
                           error=refusal.kind)
            raise
        return given

    def tell_tests(self, request):
        what, _, name = request.path[1:].removeprefix("stand-in").strip("/").partition("/")
        functions = self.functions.values()
        if what == "kill":
            return Answer(200 if self.functions[name].kill_one() else 409)
        if what == "limits":
            self.__dict__.update({key: value for key, value in json.loads(request.body).items()
                                  if key in ("idle", "lifetime", "throttle", "mute")})
            self.queues.aged = json.loads(request.body).get("aged", self.queues.aged)
        return json_answer(200, {
            "connections": list(self.connections), "expired": self.expired, "throttle": self.throttle,
            "mute": self.mute, "posted": self.posted, "posting": len(self.posting), "queued": self.queues.taken,
            "undone": len(self.queues.tasks), "dead": self.queues.dead, "returned": self.queues.returned,
            "calls": {function.name: function.calls for function in functions},
            "restarts": sum(function.restarts for function in functions),
            "waiting": sum(len(function.pending) for function in functions),
            "working": sum(bool(copy.invocation) for function in functions for copy in function.copies)})

    def verify(self, request, service):
        check(request.method, request.target, request.headers, request.body, service=service, region=self.region,
              credentials=CREDENTIALS)

    async def carry_out(self, request):
        stage, _, rest = request.path[1:].partition("/")
        manage, _, name = rest.partition("/")
        if stage == self.stage and urllib.parse.unquote(manage) == "@connections" and name:
            return self.manage(request, urllib.parse.unquote(name))
        if request.path.startswith(INVOCATIONS) and request.method == "POST":
            return await self.invoke(request)
        if request.headers.get("X-Amz-Target", "").startswith("AmazonSQS."):
            self.verify(request, "sqs")
            self.log.write("queue", bytes=len(request.body))
            return self.queues.answer(request)
        raise Refusal(403, "ForbiddenException", "Forbidden")

    def manage(self, request, name):
        self.verify(request, "execute-api")
        if self.throttle > 0:
            self.throttle -= 1
            raise Refusal(429, "LimitExceededException", "Too Many Requests")
        connection = self.connections.get(name)
        if not connection:
            raise Refusal(410, "GoneException", "Gone")
        if request.method == "POST" and len(request.body) > MOST_POSTED:
            raise Refusal(413, "PayloadTooLargeException", "Message too long")
        self.log.write(request.method.lower(), connection=name, bytes=len(request.body))
        if request.method == "POST":
            connection.post(request.body)
            self.posted += 1
            self.posting.add(request.connection)
            return Answer(200)
        if request.method == "DELETE":
            connection.close(1000)
            return Answer(204)
        return json_answer(200, {"connectedAt": iso(connection.connected_at), "lastActiveAt": iso(connection.active_at),
                                 "identity": {"sourceIp": connection.peer, "userAgent": connection.user_agent}})

    async def invoke(self, request):
        self.verify(request, "lambda")
        name = urllib.parse.unquote(request.path[len(INVOCATIONS):].rpartition("/")[0])
        name = name.rpartition(":")[2]  # of an ARN
        function = self.functions.get(name)
        if not function:
            raise Refusal(404, "ResourceNotFoundException",
                          f"Function not found: arn:aws:lambda:{self.region}:{ACCOUNT}:function:{name}")
        event = json.loads(request.body or b"{}")
        later = request.headers.get("X-Amz-Invocation-Type") == "Event"
        self.log.write("invoke", later=later, bytes=len(request.body))
        if later:
            self.keep(function.invoke_later(event))
            return Answer(202)
        outcome = await function.invoke(event)
        return json_answer(200, outcome.answer, **({"X-Amz-Function-Error": "Unhandled"} if outcome.error else {}))


def connect_headers(request):
    """As they came, but for those of the connection itself, and what the balancer before API Gateway adds."""
    several = {}
    for name, value in request.headers.items():
        if name.lower() not in ("connection", "upgrade"):
            several.setdefault(name, []).append(value)
    several.update({"X-Forwarded-For": [request.peer], "X-Forwarded-Port": ["443"], "X-Forwarded-Proto": ["https"]})
    return {"headers": {name: values[-1] for name, values in several.items()}, "multiValueHeaders": several}


def query_of(query):
    several = urllib.parse.parse_qs(query, keep_blank_values=True)
    if not several:
        return {}
    return {"queryStringParameters": {name: values[-1] for name, values in several.items()},
            "multiValueQueryStringParameters": several}


def route_of(text, routes):
    """$request.body.action, as the route selection expression has it."""
    try:
        action = json.loads(text)["action"]
    except (ValueError, KeyError, TypeError, IndexError):
        action = None
    return action if isinstance(action, str) and action in routes else "$default"


def iso(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


async def drain(reader):
    """Reads on until the peer has ended it, so that what was said to it last is not lost to a reset."""
    while await reader.read(65536):
        pass


def options_of(words):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--function", nargs=argparse.REMAINDER, required=True, metavar="PROGRAM ARG",
                        help="the last option: all behind it is the program's")
    parser.add_argument("--name", default="confab", help="of the function")
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--also", nargs=3, action="append", default=[], metavar=("NAME", "COPIES", "K=V"),
                        help="another function: the same program with this in its environment")
    parser.add_argument("--worker", metavar="NAME", help="the function that the queues lead to")
    parser.add_argument("--env", action="append", default=[], metavar="K=V", help="for the function")
    parser.add_argument("--output", metavar="FILE", help="what the function prints; without: standard error")
    parser.add_argument("--freeze", action="store_true", help="stop the function's clock between two calls")
    parser.add_argument("--limit", type=float, default=29, metavar="SECONDS", help="that a call may take")
    parser.add_argument("--stage", default="test")
    parser.add_argument("--region", default="eu-central-1")
    parser.add_argument("--routes", nargs="*", default=["sendMessage", "$default"], help="what has none is Forbidden")
    parser.add_argument("--idle", type=float, default=600, metavar="SECONDS")
    parser.add_argument("--lifetime", type=float, default=7200, metavar="SECONDS")
    parser.add_argument("--throttle", type=int, default=0, metavar="K", help="the first K calls of @connections: 429")
    parser.add_argument("--log", metavar="FILE", help="a JSON line for each request, of each kind")
    return parser.parse_args(words)


def wait_for_the_end_of_input(loop, over):
    while os.read(0, 4096):
        pass
    loop.call_soon_threadsafe(over.set)


async def run(options):
    gateway = Gateway(options, Log(options.log))
    server, url = await gateway.start()
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    threading.Thread(target=wait_for_the_end_of_input, args=(loop, over), daemon=True).start()
    loop.add_signal_handler(signal.SIGTERM, over.set)
    print(url, flush=True)
    await over.wait()
    for function in gateway.functions.values():
        function.stop()
    server.close()


if __name__ == "__main__":
    asyncio.run(run(options_of(sys.argv[1:])))
