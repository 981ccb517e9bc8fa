#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for Amazon Lex V2: takes only what is signed as botocore signs it, and books hotels in the shapes of Lex.

   lex_stub.py REGION KEY SECRET TOKEN     prints the port it listens on, and ends with its standard input
"""
import datetime
import http.server
import json
import os
import re
import sys
import threading
import urllib.parse

from botocore import auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

REGION, KEY, SECRET, TOKEN = sys.argv[1:5]
PATH = re.compile(r"/bots/([0-9A-Za-z]{10})/botAliases/([^/]+)/botLocales/([^/]+)/sessions/([^/]+)(/text)?")
SESSION = re.compile(r"[0-9a-zA-Z._:-]{2,100}")
BOT = ("ABCDEFGHIJ", "TSTALIASID", "en_US")
QUESTIONS = [("City", "What city?"), ("Nights", "How many nights?"), ("Room", "What type of room?")]
sessions = {}


class Refusal(Exception):
    def __init__(self, status, kind, message):
        super().__init__(message)
        self.status, self.kind = status, kind


def check_signature(handler, body):
    header = handler.headers.get("Authorization", "")
    match = re.fullmatch(r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([^/]+)/([^/]+)/aws4_request, "
                         r"SignedHeaders=([^,]+), Signature=([0-9a-f]{64})", header)
    if not match:
        raise Refusal(403, "MissingAuthenticationTokenException", "Missing Authentication Token")
    key, day, region, service, names, signature = match.groups()
    if key != KEY or handler.headers.get("X-Amz-Security-Token", "") != TOKEN:
        raise Refusal(403, "UnrecognizedClientException", "The security token included in the request is invalid.")
    names = names.split(";")
    needed = {"host", "x-amz-date"} | ({"x-amz-security-token"} if TOKEN else set())
    if (region, service) != (REGION, "lex") or not needed <= set(names):
        raise Refusal(403, "InvalidSignatureException", "Credential should be scoped to lex")
    when = handler.headers["X-Amz-Date"]
    then = datetime.datetime.strptime(when, auth.SIGV4_TIMESTAMP).replace(tzinfo=datetime.timezone.utc)
    now = datetime.datetime.now(datetime.timezone.utc)
    if when[:8] != day or abs((now - then).total_seconds()) > 300:
        raise Refusal(403, "InvalidSignatureException", f"Signature not current: {when}")
    request = AWSRequest(method=handler.command, url=f"http://{handler.headers['Host']}{handler.path}", data=body,
                         headers={name: handler.headers[name] for name in names})
    request.context["timestamp"] = when
    signer = auth.SigV4Auth(Credentials(KEY, SECRET, TOKEN or None), "lex", REGION)
    canonical = signer.canonical_request(request)
    if signer.signature(signer.string_to_sign(request, canonical), request) != signature:
        raise Refusal(403, "InvalidSignatureException",
                      f"The signature does not match. The Canonical String should have been '{canonical}'")


def answer(session, text):
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
            check_signature(self, body)
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
