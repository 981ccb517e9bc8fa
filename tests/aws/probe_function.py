#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Lambda function for tests of the stand-in: writes each event to PROBE_EVENTS, and does what the event asks for."""

import json
import os
import time

from runtime_client import Api, connection_path, serve

connections = Api("execute-api", "APIGATEWAYMANAGEMENTAPI")


def note(kind, value):
    with open(os.environ["PROBE_EVENTS"], "a", encoding="utf-8") as file:
        file.write(json.dumps({"kind": kind, "pid": os.getpid(), "value": value}) + "\n")


def connect(event, asked):
    if "early" in asked:
        note("posted", connections.call("POST", connection_path(event["requestContext"]["connectionId"]), b"early")[0])
    if asked.get("do") == "fail":
        raise ValueError("as asked")
    if asked.get("do") == "nonsense":
        return "no answer to a handshake"
    named = {"sEC-websocket-PROTOCOL": asked["protocol"]} if "protocol" in asked else {}
    return {"statusCode": int(asked.get("status", "200")), "headers": {"X-Other": "unseen", **named}}


def carry_out(context, asked):
    what = asked.get("do")
    if what == "fail":
        raise ValueError("as asked")
    if what == "die":
        os._exit(3)
    if what == "hang":
        time.sleep(600)
    if what == "wait for":
        # Only another copy can make the file.
        deadline = time.monotonic() + 20
        while not os.path.exists(asked["file"]) and time.monotonic() < deadline:
            time.sleep(0.01)
    if what == "make":
        with open(asked["file"], "w", encoding="utf-8"):
            pass
    if what == "call":
        body = asked.get("body", "x" * asked.get("bytes", 0)).encode()
        target = asked.get("connection", context["connectionId"])
        note("called", connections.call(asked["method"], connection_path(target), body)[0])


def handle(event):
    note("event", event)
    context = event.get("requestContext", {})
    if context.get("eventType") == "CONNECT":
        return connect(event, event.get("queryStringParameters", {}))
    if context.get("eventType") == "DISCONNECT":
        return {"statusCode": 200}
    if "Records" in event:
        if "in vain" in event["Records"][0]["body"]:
            raise ValueError("as asked")
        return {}
    if not context:
        carry_out(context, event)
        return {"echo": event, "name": os.environ.get("PROBE_NAME")}
    try:
        asked = json.loads(event["body"])
    except ValueError:
        asked = None
    carry_out(context, asked if isinstance(asked, dict) else {})
    return {"statusCode": 200}


serve(handle)
