# SPDX-License-Identifier: GPL-3.0-or-later
"""A part of the stories: a file goes from one person to another, and to nobody else, whichever way its bytes take."""

import hashlib
import http.client
import os
import struct
import urllib.parse

from people import WAIT, asked, message_of, same

from confab_wire import ulid  # found by people

CHUNK = 24 * 1024


def http_call(method, url, body=None, headers=None):
    """(status, headers, body)"""
    parts = urllib.parse.urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=WAIT)
    try:
        connection.request(method, f"{parts.path}?{parts.query}" if parts.query else parts.path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def post(upload, content, **other):
    """The status; `other`: fields that are not as the server gave them."""
    boundary = ulid()
    fields = {**dict(upload["fields"]), **other}
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
             for name, value in fields.items()]
    parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="file"\r\n'
                 "Content-Type: application/octet-stream\r\n\r\n".encode() + content + b"\r\n")
    body = b"".join(parts) + f"--{boundary}--\r\n".encode()
    return http_call("POST", upload["url"], body, {"Content-Type": f"multipart/form-data; boundary={boundary}"})[0]


def sent_elsewhere(sender, announced, upload, content):
    """The form takes this file and no other; what was not sent is not there."""
    size = len(content)
    other = bytes([content[0] ^ 1]) + content[1:]
    again = asked(sender, "attach", **announced)
    same("not sent yet", (again["attachment"], again["via"], again.get("offset", 0)), (upload["attachment"], "url", 0))
    same("other bytes", post(again, other), 400)
    same("more of them", post(again, content + b"!"), 400)
    same("under another name", post(again, content, key="files/x"), 403)
    same("with another field", post(again, content, acl="public-read"), 403)
    same("it", post(upload, content) // 100, 2)
    there = asked(sender, "attach", **announced)
    same("it is there", (there["attachment"], there["offset"]), (upload["attachment"], size))
    # The form is good for a while, and can do nothing to what is kept.
    same("once more", post(upload, content) // 100, 2)


def sent_here(sender, upload, content):
    for offset in range(0, len(content), CHUNK):
        sender.web_socket.send_binary(bytes.fromhex(upload["attachment"]) + struct.pack(">Q", offset) +
                                      content[offset:offset + CHUNK])
    sender.wait_for(lambda frame: frame.get("id") == upload["id"] and frame.get("offset") == len(content), WAIT)


def fetched(reader, download, name):
    if download["via"] != "url":
        while sum(len(chunk) - 24 for chunk in reader.chunks) < download["size"]:
            reader.chunks.append(reader.web_socket.receive(WAIT))
        return b"".join(chunk[24:] for chunk in reader.chunks)
    url = download["url"]
    status, _, content = http_call("GET", url)
    same("the address", status, 200)
    # S3 answers with what the address asks for, and moto does not.
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
    same("to be saved, and under its name", query["response-content-disposition"].rpartition("''")[2],
         urllib.parse.quote(name, safe=""))
    same("a part", http_call("GET", url, headers={"Range": "bytes=70000-"})[2], content[70000:])
    for what, changed in (("of nobody", url.partition("?")[0]), ("of another file", url.replace("/files/", "/files/0")),
                          ("for longer", url.replace("Expires=300", "Expires=9000"))):
        same(f"an address {what}", http_call("GET", changed)[0], 403)
    same("to write to", http_call("PUT", url, b"x")[0], 403)
    return content


def files(place):
    """A file goes from one person to another, and to nobody else."""
    ida, jan, eve = place.person("ida3"), place.person("jan3"), place.person("eve")
    stranger, welcome = place.client()
    same("files are taken", ("files" in welcome["features"], welcome["limits"]["fileBytes"] > 0), (True, True))
    content, name = os.urandom(100_000), 'Käse "100%"; €.txt'
    announced = {"name": name, "size": len(content), "mime": "text/html",
                 "sha256": hashlib.sha256(content).hexdigest()}
    upload = asked(ida, "attach", **announced)
    attachment = upload["attachment"]
    same("not before it is there",
         asked(ida, "directMessage", to=jan.name, message="", attachments=[attachment]).get("code"), "notFound")
    if upload["via"] == "url":
        sent_elsewhere(ida, announced, upload, content)
    else:
        sent_here(ida, upload, content)
    said = ulid()
    ack = asked(ida, "directMessage", id=said, to=jan.name, message="", attachments=[attachment])
    same("the ack", ack["type"], "ack")
    message = message_of(jan, said)
    same("the file", [(one["id"], one["name"], one["size"]) for one in message["attachments"]],
         [(attachment, name, len(content))])

    wanted = {"attachment": attachment, "conversation": message["conversation"], "seq": message["seq"]}
    download = asked(jan, "fetch", **wanted)
    same("its size", (download["type"], download["size"]), ("download", len(content)))
    same("its bytes", fetched(jan, download, name) == content, True)
    same("not for others", asked(eve, "fetch", **wanted).get("code"), "notFound")
    same("nor from where they are", asked(eve, "fetch", **{**wanted, "conversation": "group"}).get("code"), "notFound")
    same("nor for strangers", asked(stranger, "fetch", **wanted).get("code"), "unauthenticated")
    deleted = asked(ida, "delete", conversation=message["conversation"], seq=message["seq"], of=said)
    same("deleted", deleted["type"], "ack")
    same("no more", asked(jan, "fetch", **wanted).get("code"), "notFound")
    for one in (ida, jan, eve, stranger):
        one.close()
