# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator of S3, with the bucket of a deployment in it."""

import os
import subprocess
import sys

from dynamo_tables import Missing

HERE = os.path.dirname(os.path.abspath(__file__))
NAME = "confab-files"


class Bucket:
    def __init__(self, region, credentials):
        """`credentials`: key, secret and token of the function, which signs for its clients."""
        self.credentials = credentials
        self.process = subprocess.Popen(
            [sys.executable, "-B", os.path.join(HERE, "s3_emulator.py"), "--bucket", NAME, "--region", region,
             "--credentials", *credentials], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True)
        line = self.process.stdout.readline().split()
        if not line:
            raise Missing(self.process.communicate()[1].strip())
        self.url = line[1]

    def environment(self):
        """Of a function that keeps files there."""
        names = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
        return {"CONFAB_BUCKET": NAME, "AWS_ENDPOINT_URL_S3": self.url, **dict(zip(names, self.credentials))}

    def stop(self):
        self.process.kill()
        self.process.communicate()
