# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a request is signed as botocore would sign it (Signature Version 4 in headers): for stand-ins of AWS."""

import datetime
import re

from botocore import auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

AUTHORIZATION = re.compile(r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([^/]+)/([^/]+)/aws4_request, "
                           r"SignedHeaders=([^,]+), Signature=([0-9a-f]{64})")
MOST_SKEW = 300  # seconds


class Refusal(Exception):
    """What AWS answers: a status, the kind of error, a sentence."""

    def __init__(self, status, kind, message):
        super().__init__(message)
        self.status, self.kind = status, kind


def check(method, target, headers, body, *, service, region, credentials):
    """Refusal where the request does not hold. `target`: path and query as they came; `headers`: a mapping that finds
    names in any case; `credentials`: key, secret and token ("": none)."""
    match = AUTHORIZATION.fullmatch(headers.get("Authorization", ""))
    if not match:
        raise Refusal(403, "MissingAuthenticationTokenException", "Missing Authentication Token")
    key, day, named_region, named_service, names, signature = match.groups()
    wanted_key, secret, token = credentials
    if key != wanted_key or headers.get("X-Amz-Security-Token", "") != token:
        raise Refusal(403, "UnrecognizedClientException", "The security token included in the request is invalid.")
    names = names.split(";")
    needed = {"host", "x-amz-date"} | ({"x-amz-security-token"} if token else set())
    if (named_region, named_service) != (region, service) or not needed <= set(names):
        raise Refusal(403, "InvalidSignatureException", f"Credential should be scoped to {region} and {service}")
    if any(headers.get(name) is None for name in names):
        raise Refusal(403, "InvalidSignatureException", "A header that is signed did not come")
    when = headers.get("X-Amz-Date")
    then = datetime.datetime.strptime(when, auth.SIGV4_TIMESTAMP).replace(tzinfo=datetime.timezone.utc)
    now = datetime.datetime.now(datetime.timezone.utc)
    if when[:8] != day or abs((now - then).total_seconds()) > MOST_SKEW:
        raise Refusal(403, "InvalidSignatureException", f"Signature not current: {when}")
    request = AWSRequest(method=method, url=f"http://{headers.get('Host')}{target}", data=body,
                         headers={name: headers.get(name) for name in names})
    request.context["timestamp"] = when
    signer = auth.SigV4Auth(Credentials(wanted_key, secret, token or None), service, region)
    canonical = signer.canonical_request(request)
    if signer.signature(signer.string_to_sign(request, canonical), request) != signature:
        raise Refusal(403, "InvalidSignatureException",
                      f"The signature does not match. The Canonical String should have been '{canonical}'")
