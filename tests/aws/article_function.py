#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The chat that the protocol's plain dialect comes from, as a Lambda function: what somebody's own backend may be.

It knows nothing of Confab. Where the original has a table, copies share the file ARTICLE_STATE; what ARTICLE_LACKS
names (types, with commas between) it does not know yet.
"""

import json
import os
import sqlite3

from runtime_client import Api, connection_path, serve

BOT = {"Book hotel": "What city will you be staying in?", "Paris": "What day do you want to check in?"}

connections = Api("execute-api", "APIGATEWAYMANAGEMENTAPI")
table = sqlite3.connect(os.environ["ARTICLE_STATE"], timeout=20, isolation_level=None)
table.execute("CREATE TABLE IF NOT EXISTS ChatConnections (connectionId TEXT PRIMARY KEY, username TEXT)")
lacks = os.environ.get("ARTICLE_LACKS", "").split(",")


def post(connection, text):
    if connections.call("POST", connection_path(connection), text.encode())[0] == 410:
        table.execute("DELETE FROM ChatConnections WHERE connectionId = ?", (connection,))


def broadcast(text):
    for (connection,) in table.execute("SELECT connectionId FROM ChatConnections").fetchall():
        post(connection, text)


def register(connection, frame):
    name = frame.get("username", "").strip()
    if not name:
        return post(connection, "Registration failed: Username cannot be empty.")
    table.execute("UPDATE ChatConnections SET username = ? WHERE connectionId = ?", (name, connection))
    return broadcast(f"{name} has joined the chat.")


def direct(connection, frame):
    name, text = frame.get("to", "").strip(), frame.get("message", "").strip()
    if not name or not text:
        return post(connection, "DM failed: Invalid payload.")
    rows = table.execute("SELECT connectionId FROM ChatConnections WHERE username = ?", (name,)).fetchall()
    if not rows:
        return post(connection, f"DM failed: User {name} does not exist or is not registered.")
    for (other,) in rows:
        post(other, text)
    return post(connection, f"Message sent to {name}: {text}")


def bot(connection, frame):
    text = frame.get("message", "").strip()
    if not text:
        return post(connection, "Bot request failed: Message cannot be empty.")
    return broadcast("Bot: " + BOT.get(text, "I couldn't process that request."))


def handle(event):
    context = event["requestContext"]
    connection = context["connectionId"]
    if context["eventType"] == "CONNECT":
        table.execute("INSERT OR REPLACE INTO ChatConnections VALUES (?, 'Anonymous')", (connection,))
    elif context["eventType"] == "DISCONNECT":
        row = table.execute("SELECT username FROM ChatConnections WHERE connectionId = ?", (connection,)).fetchone()
        table.execute("DELETE FROM ChatConnections WHERE connectionId = ?", (connection,))
        broadcast(f"{row[0] if row else 'Anonymous'} has left the chat.")
    else:
        frame = json.loads(event["body"])
        kind = frame.get("type", "sendMessage")
        if kind in lacks:
            post(connection, f"The '{kind}' action is not implemented in this version.")
        elif kind in ("register", "directMessage", "bot"):
            {"register": register, "directMessage": direct, "bot": bot}[kind](connection, frame)
        elif frame.get("message"):
            broadcast(frame["message"])
    return {"statusCode": 200}


serve(handle)
