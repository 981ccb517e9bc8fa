# SPDX-License-Identifier: GPL-3.0-or-later
"""What a Lambda function in Python needs without a framework: the Runtime API, and signed posts to connections."""

import http.client
import json
import os
import urllib.parse

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

RUNTIME = "/2018-06-01/runtime/invocation/"


class Api:
    """The endpoint that SERVICE has in the environment; each call is signed."""

    def __init__(self, service, endpoint, environment=None):
        environment = os.environ if environment is None else environment
        self.base = urllib.parse.urlsplit(environment["AWS_ENDPOINT_URL_" + endpoint])
        self.signer = SigV4Auth(Credentials(environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"],
                                            environment["AWS_SESSION_TOKEN"]), service, environment["AWS_REGION"])
        self.connection = http.client.HTTPConnection(self.base.netloc, timeout=20)

    def call(self, method, path, body=b"", headers=None):
        """(status, body)"""
        request = AWSRequest(method=method, url=self.base.geturl() + path, data=body, headers=headers or {})
        self.signer.add_auth(request)
        self.connection.request(method, self.base.path + path, body, dict(request.headers))
        answer = self.connection.getresponse()
        return answer.status, answer.read()


def connection_path(connection):
    return "/@connections/" + urllib.parse.quote(connection, safe="")


def serve(handle):
    """Gives each event to `handle`, and what that returns back, until Lambda ends the process."""
    runtime = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    while True:
        runtime.request("GET", RUNTIME + "next")
        answer = runtime.getresponse()
        event, called = json.loads(answer.read()), answer.headers["Lambda-Runtime-Aws-Request-Id"]
        try:
            path, said = "/response", handle(event)
        except Exception as error:  # as every runtime does
            path, said = "/error", {"errorMessage": str(error), "errorType": type(error).__name__, "stackTrace": []}
        runtime.request("POST", RUNTIME + called + path, json.dumps(said).encode())
        runtime.getresponse().read()
