#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes sigv4_vectors.json: requests of this project's own making, signed by botocore, which shares no code with ours.

   pip install botocore && python3 make_sigv4_vectors.py
"""
import datetime
import json
import pathlib
from unittest import mock

from botocore import auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

WHEN = datetime.datetime(2026, 2, 28, 23, 59, 59)
KEY, SECRET, TOKEN = "AKIDCONFAB", "canary/secret+of+these/vectors", "canary//token=="
LEX = "/bots/ABCDEFGHIJ/botAliases/TSTALIASID/botLocales/en_US/sessions"

# name, signer, service, region, token, method, path, query, headers, body
CASES = [
    ("lex-text", auth.SigV4Auth, "lex", "eu-west-1", None, "POST", LEX + "/ada%3Ahelper.1/text", "",
     {"Content-Type": "application/json"}, '{"text":"Book a hotel in Köln"}'),
    ("lex-token", auth.SigV4Auth, "lex", "us-east-1", TOKEN, "POST", LEX + "/ada/text", "",
     {"Content-Type": "application/json"}, '{"text":"one"}'),
    ("lex-delete", auth.SigV4Auth, "lex", "us-east-1", TOKEN, "DELETE", LEX + "/ada", "", {}, ""),
    ("bedrock", auth.SigV4Auth, "bedrock", "eu-west-1", TOKEN, "POST", "/model/a.sage-v1%3A0/converse", "",
     {"Content-Type": "application/json"}, '{"messages":[]}'),
    ("connection-id", auth.SigV4Auth, "execute-api", "us-east-1", None, "POST",
     "/prod/@connections/Nc6nWdVPIAMCJ3Q%3D", "", {"Content-Type": "application/octet-stream"}, "hello"),
    ("dynamodb", auth.SigV4Auth, "dynamodb", "eu-central-1", None, "POST", "/", "",
     {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "DynamoDB_20120810.GetItem"}, "{}"),
    ("query", auth.SigV4Auth, "execute-api", "us-east-1", None, "GET", "/a//b/./c/", "b=2&a=%20&a=1&c", {}, ""),
    ("s3-put", auth.S3SigV4Auth, "s3", "us-east-1", TOKEN, "PUT", "/files//a%20b%2B/./ab%C3%BC", "",
     {"Content-Type": "text/plain"}, "bytes"),
    ("lex-presigned", auth.SigV4QueryAuth, "lex", "us-east-1", TOKEN, "GET", LEX + "/ada%3A1", "", {}, ""),
    ("s3-presigned", auth.S3SigV4QueryAuth, "s3", "us-west-2", TOKEN, "PUT", "/files/a%20b", "", {}, ""),
    ("s3-download", auth.S3SigV4QueryAuth, "s3", "eu-west-1", TOKEN, "GET", "/files/0123", "response-content-disposition="
     "attachment%3B%20filename%3D%22K_se%20_.txt%22%3B%20filename%2A%3DUTF-8%27%27K%25C3%25A4se%2520%252B.txt", {}, ""),
]


def main():
    vectors = []
    for name, signer, service, region, token, method, path, query, headers, body in CASES:
        host = f"{service}.{region}.amazonaws.com"
        url = f"https://{host}{path}" + (f"?{query}" if query else "")
        request = AWSRequest(method=method, url=url, headers=dict(headers), data=body.encode())
        credentials = Credentials(KEY, SECRET, token)
        presigned = issubclass(signer, auth.SigV4QueryAuth)
        made = signer(credentials, service, region, **({"expires": 600} if presigned else {}))
        with mock.patch.object(auth, "get_current_datetime", return_value=WHEN):
            made.add_auth(request)
        if presigned:
            signature = request.url.rpartition("X-Amz-Signature=")[2]
        else:
            signature = request.headers["Authorization"].rpartition("Signature=")[2]
        vectors.append({"name": name, "s3": service == "s3", "presigned": presigned, "service": service,
                        "region": region, "token": token or "", "method": method, "path": path, "query": query,
                        "host": host, "headers": headers, "body": body, "signature": signature})
    whole = {"made": "by make_sigv4_vectors.py beside this file", "time": WHEN.isoformat() + "Z", "key": KEY,
             "secret": SECRET, "seconds": 600, "vectors": vectors}
    path = pathlib.Path(__file__).with_name("sigv4_vectors.json")
    path.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n")


main()
