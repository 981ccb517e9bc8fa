#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""S3 for tests: moto behind a door that holds each request against its signature, as botocore makes it, and each form
against its policy; moto looks at neither.

   s3_emulator.py --bucket NAME --region REGION --credentials KEY SECRET TOKEN

Prints "ready http://127.0.0.1:PORT" and ends when standard input does. Exit 77 where moto cannot be had, with the reason
on standard error.
"""
import argparse
import base64
import datetime
import hashlib
import io
import json
import logging
import os
import sys
import threading
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
try:
    import aws_signature
    from botocore import auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.datastructures import EnvironHeaders
    from werkzeug.formparser import parse_form_data
    from werkzeug.serving import WSGIRequestHandler, make_server
except ImportError as error:
    print(f"no emulator of S3: {error} (pip install 'moto[server]')", file=sys.stderr)
    sys.exit(77)

NEVER_SIGNED = {"policy", "x-amz-signature"}  # of a form


def refuse(message, status=403, kind="AccessDenied"):
    raise aws_signature.Refusal(status, kind, message)


def now():
    return datetime.datetime.now(datetime.timezone.utc)


def when(text):
    return datetime.datetime.strptime(text, auth.SIGV4_TIMESTAMP).replace(tzinfo=datetime.timezone.utc)


class Door:
    def __init__(self, app, options):
        self.app, self.bucket, self.region = app, options.bucket, options.region
        self.key, self.secret, self.token = self.credentials = options.credentials
        self.lock = threading.Lock()

    def signer(self, kind, **more):
        return kind(Credentials(self.key, self.secret, self.token), "s3", self.region, **more)

    def __call__(self, environ, start_response):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        headers = EnvironHeaders(environ)
        target = environ["REQUEST_URI"]
        try:
            if not urllib.parse.urlsplit(target).path.startswith(f"/{self.bucket}/"):
                refuse("another bucket", 404, "NoSuchBucket")
            if "Authorization" in headers:
                aws_signature.check(environ["REQUEST_METHOD"], target, headers, body, service="s3", region=self.region,
                                    credentials=self.credentials)
            elif environ["REQUEST_METHOD"] == "GET":
                self.check_address(target, headers)
            elif environ["REQUEST_METHOD"] == "POST":
                self.check_form(environ, body)
                environ["wsgi.input"] = io.BytesIO(body)
            else:
                refuse("nobody signed it")
        except aws_signature.Refusal as refusal:
            start_response(f"{refusal.status} Refused", [("Content-Type", "application/xml")])
            return [f"<Error><Code>{refusal.kind}</Code><Message>{refusal}</Message></Error>".encode()]
        with self.lock:
            return [b"".join(self.app(environ, start_response))]

    def check_address(self, target, headers):
        """Of a presigned address: whatever is in it has been signed, and it is good for a while."""
        parts = urllib.parse.urlsplit(target)
        query = dict(urllib.parse.parse_qsl(parts.query))
        signature = query.pop("X-Amz-Signature", None)
        if not signature or query.get("X-Amz-Security-Token", "") != self.token:
            refuse("nobody signed it")
        seconds = int(query["X-Amz-Expires"])
        if not 0 <= (now() - when(query["X-Amz-Date"])).total_seconds() <= seconds <= 7 * 86400:
            refuse("Request has expired")
        rest = "&".join(one for one in parts.query.split("&") if not one.startswith("X-Amz-Signature="))
        request = AWSRequest("GET", url=f"http://{headers['Host']}{parts.path}?{rest}")
        request.context["timestamp"] = query["X-Amz-Date"]
        signer = self.signer(auth.S3SigV4QueryAuth, expires=seconds)
        text = signer.string_to_sign(request, signer.canonical_request(request))
        if signer.signature(text, request) != signature:
            refuse("the signature does not match", kind="SignatureDoesNotMatch")

    def check_form(self, environ, body):
        """Of a form: each of its fields is named by its policy, and so are the size and the bucket."""
        _, form, files = parse_form_data(environ)
        file = files["file"].read() if "file" in files else refuse("no file")
        request = AWSRequest("POST")
        request.context["timestamp"] = form["x-amz-date"]
        if self.signer(auth.S3SigV4PostAuth).signature(form["policy"], request) != form["x-amz-signature"]:
            refuse("the signature does not match", kind="SignatureDoesNotMatch")
        policy = json.loads(base64.b64decode(form["policy"]))
        ends = datetime.datetime.fromisoformat(policy["expiration"].replace("Z", "+00:00"))
        if not now() < ends <= now() + datetime.timedelta(minutes=15):
            refuse("Policy expired, or is good for too long")
        named = set()
        values = {**form, "bucket": self.bucket}
        for condition in policy["conditions"]:
            if isinstance(condition, list):
                kind, least, most = condition
                if kind != "content-length-range" or not least <= len(file) <= most:
                    refuse("the proposed upload has another size", 400, "EntityTooLarge")
                named.add(kind)
                continue
            (name, value), = condition.items()
            named.add(name)
            if values.get(name) != value:
                refuse(f"Policy Condition failed: {name}")
        if missing := set(form) - named - NEVER_SIGNED:
            refuse(f"Extra input fields: {missing}")
        if not {"bucket", "key", "content-length-range", "x-amz-credential", "x-amz-security-token"} <= named:
            refuse("the policy says too little")
        if form["x-amz-checksum-sha256"] != base64.b64encode(hashlib.sha256(file).digest()).decode():
            refuse("The SHA256 you specified did not match the calculated checksum.", 400, "BadDigest")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bucket", required=True)
    parser.add_argument("--region", required=True)
    parser.add_argument("--credentials", nargs=3, required=True)
    options = parser.parse_args()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    WSGIRequestHandler.protocol_version = "HTTP/1.1"  # connections are kept
    app = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", 0, Door(app, options), threaded=True)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    make_bucket(app, options, server.server_port)
    print(f"ready http://127.0.0.1:{server.server_port}", flush=True)
    sys.stdin.read()


def make_bucket(app, options, port):
    """Past the door."""
    place = f"<CreateBucketConfiguration><LocationConstraint>{options.region}</LocationConstraint>" \
            "</CreateBucketConfiguration>"
    environ = {"REQUEST_METHOD": "PUT", "PATH_INFO": f"/{options.bucket}", "SERVER_NAME": "127.0.0.1",
               "SERVER_PORT": str(port), "HTTP_HOST": f"s3.{options.region}.amazonaws.com", "wsgi.url_scheme": "http",
               "wsgi.input": io.BytesIO(place.encode()), "CONTENT_LENGTH": str(len(place)), "QUERY_STRING": "",
               "HTTP_AUTHORIZATION": f"AWS4-HMAC-SHA256 Credential={options.credentials[0]}/20260101/"
                                     f"{options.region}/s3/aws4_request"}
    answers = []
    b"".join(app(environ, lambda status, headers, exc_info=None: answers.append(status)))
    if not answers[0].startswith("200"):
        sys.exit(f"the bucket could not be made: {answers[0]}")


if __name__ == "__main__":
    main()
