#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for Amazon Lex V2: takes only what is signed as botocore signs it, and books hotels in the shapes of Lex.

   lex_stub.py REGION KEY SECRET TOKEN     prints the port it listens on, and ends with its standard input
"""
import contextlib
import http.server
import json
import os
import pathlib
import re
import sys
import threading
import time
import urllib.parse

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
from aws_signature import Refusal, check  # noqa: E402

REGION, KEY, SECRET, TOKEN = sys.argv[1:5]
PATH = re.compile(r"/bots/([0-9A-Za-z]{10})/botAliases/([^/]+)/botLocales/([^/]+)/sessions/([^/]+)(/text)?")
SESSION = re.compile(r"[0-9a-zA-Z._:-]{2,100}")
BOT = ("ABCDEFGHIJ", "TSTALIASID", "en_US")
QUESTIONS = [("City", "What city?"), ("Nights", "How many nights?"), ("Room", "What type of room?")]
sessions = {}


def answer(session, text):
    if text.startswith("slowly"):
        time.sleep(1)
    values = sessions.setdefault(session, [])
    if sessions[session] or text != "Book a hotel":
        values.append(text)
    slots = {name: None for name, _ in QUESTIONS}
    for (name, _), value in zip(QUESTIONS, values):
        slots[name] = {"shape": "Scalar", "value": {"originalValue": value, "interpretedValue": value,
                                                    "resolvedValues": [value]}}
    intent = {"name": "BookHotel", "slots": slots, "state": "InProgress", "confirmationState": "None"}
    if len(values) < len(QUESTIONS):
        name, question = QUESTIONS[len(values)]
        messages = [{"contentType": "PlainText", "content": question}]
        action = {"type": "ElicitSlot", "slotToElicit": name}
        if name == "Room":
            card = {"title": question, "subtitle": "We have two", "imageUrl": "https://example.org/room.png",
                    "buttons": [{"text": "Queen", "value": "queen"}, {"text": "King", "value": "king"}]}
            messages.append({"contentType": "ImageResponseCard", "imageResponseCard": card})
    else:
        messages = [{"contentType": "PlainText", "content": "Booked in " + values[0] + "."},
                    {"contentType": "SSML", "content": "<speak>Good bye</speak>"},
                    {"contentType": "CustomPayload", "content": "{\"nights\":" + values[1] + "}"}]
        action = {"type": "Close"}
        intent["state"], intent["confirmationState"] = "Fulfilled", "Confirmed"
        del sessions[session]
    state = {"dialogAction": action, "intent": intent, "originatingRequestId": "1",
             "sessionAttributes": {"asked": str(len(values))},
             "activeContexts": [{"name": "Booking", "timeToLive": {"timeToLiveInSeconds": 90, "turnsToLive": 5},
                                 "contextAttributes": {"a": "b"}}]}
    return {"sessionId": session, "messages": messages, "sessionState": state, "requestAttributes": {},
            "interpretations": [{"intent": intent, "nluConfidence": {"score": 0.87}, "interpretationSource": "Lex"},
                                {"intent": {"name": "FallbackIntent", "slots": {}}}]}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def reply(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {}
        try:
            check(self.command, self.path, self.headers, body, service="lex", region=REGION,
                  credentials=(KEY, SECRET, TOKEN))
            match = PATH.fullmatch(self.path)
            bot, session = match and match.groups()[:3], match and urllib.parse.unquote(match[4])
            if bot != BOT:
                raise Refusal(404, "ResourceNotFoundException", "No such bot, alias or locale")
            if not SESSION.fullmatch(session):
                raise Refusal(400, "ValidationException", "Invalid session")
            if self.command == "DELETE":
                sessions.pop(session, None)
                status, said = 200, {"botId": bot[0], "botAliasId": bot[1], "localeId": bot[2], "sessionId": session}
            else:
                status, said = 200, answer(session, json.loads(body)["text"])
        except Refusal as refusal:
            status, said = refusal.status, {"message": str(refusal)}
            headers["x-amzn-ErrorType"] = refusal.kind + ":http://internal.amazon.com/coral/"
        text = json.dumps(said).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": len(text), **headers}.items():
            self.send_header(name, str(value))
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # whoever asked may have been killed
            self.wfile.write(text)

    do_POST = do_DELETE = reply

    def log_message(self, *_):
        pass


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()
    os._exit(0)


main()
