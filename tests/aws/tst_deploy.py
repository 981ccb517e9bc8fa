#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""deploy/aws/deploy.sh, with programs in place of those that it calls, which write down how they are called."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
OUTPUTS = {"Address": "wss://abc.execute-api.eu-west-1.amazonaws.com/prod", "ConnectionsTable": "Connections",
           "HistoryTable": "History", "StateTable": "State"}
STUB = f"""#!{sys.executable}
import json, os, shutil, sys
name, words = os.path.basename(sys.argv[0]), sys.argv[1:]
tables = [os.environ.get(one) for one in ("WEBSOCKET_TABLE", "CHAT_HISTORY_TABLE", "CONFAB_TABLE_STATE")]
with open(os.environ["CALLS"], "a") as calls:
    calls.write(json.dumps([name, os.getcwd(), os.environ.get("AWS_REGION"), tables, words]) + "\\n")
with open(os.environ["CALLS"] + ".credentials", "a") as calls:
    calls.write(json.dumps([name, os.environ.get("AWS_PROFILE"), os.environ.get("AWS_SESSION_TOKEN")]) + "\\n")
if name == "cmake" and "--build" in words:
    os.makedirs("build/release/bin", exist_ok=True)
    open("build/release/confab-lambda.zip", "w").close()
    shutil.copy(sys.argv[0], "build/release/bin/confab-lambda")
if name == "aws" and words[:2] == ["configure", "get"]:
    print("eu-west-1")
if name == "aws" and words[:2] == ["configure", "export-credentials"]:
    if not os.environ.get("AWS_PROFILE"):
        sys.exit("Unable to retrieve credentials")
    print("export AWS_SESSION_TOKEN=" + os.environ["AWS_PROFILE"] + "-token")
if name == "aws" and words[:2] == ["cloudformation", "describe-stacks"]:
    print({OUTPUTS!r}[words[words.index("--query") + 1].split("'")[1]])
if name == "sam":
    sys.exit(not os.path.exists("../../build/release/confab-lambda.zip") or os.environ.get("SAM_FAILS"))
if name == "confab-lambda":
    print(os.environ.get("REFUSED") or "the-code", file=sys.stderr if os.environ.get("REFUSED") else sys.stdout)
    sys.exit(bool(os.environ.get("REFUSED")))
"""


class Deploy(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="confab-deploy-")
        self.addCleanup(folder.cleanup)
        self.top = os.path.realpath(folder.name)
        shutil.copytree(os.path.join(SOURCE, "deploy"), os.path.join(self.top, "deploy"),
                        ignore=shutil.ignore_patterns("samconfig.toml"))
        self.stubs = os.path.join(self.top, "stubs")
        os.mkdir(self.stubs)
        for name in ("cmake", "sam", "aws"):
            self.stub(name)

    def stub(self, name):
        path = os.path.join(self.stubs, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(STUB)
        os.chmod(path, 0o755)

    def deploy(self, *words, path="/usr/bin:/bin", **variables):
        """(exit code, what is printed, the calls)"""
        log = os.path.join(self.top, "calls")
        done = subprocess.run(
            [os.path.join(self.top, "deploy", "aws", "deploy.sh"), *words], check=False, text=True, cwd="/",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            env={"PATH": f"{self.stubs}:{path}", "CALLS": log, **variables})
        if not os.path.exists(log):
            return done.returncode, done.stdout, []
        with open(log, encoding="utf-8") as file:
            return done.returncode, done.stdout, [json.loads(line) for line in file]

    def test_from_nothing(self):
        code, told, calls = self.deploy()
        self.assertEqual(code, 0, told)
        self.assertIn(OUTPUTS["Address"], told)
        self.assertIn("the-code", told)
        self.assertEqual([name for name, *_ in calls],
                         ["aws", "cmake", "cmake", "sam", "aws", "aws", "aws", "aws", "aws", "confab-lambda"])
        self.assertEqual(calls[2][4], ["--build", "--preset", "release", "--target", "lambda-zip", "confab-lambda"])
        _, where, region, _, words = calls[3]
        self.assertEqual((where, region), (os.path.join(self.top, "deploy", "aws"), "eu-west-1"))
        self.assertEqual(words, ["deploy", "--guided", "--stack-name", "confab", "--region", "eu-west-1",
                                 "--capabilities", "CAPABILITY_IAM", "--no-fail-on-empty-changeset"])
        # The code is written where the chat reads it.
        self.assertEqual(calls[-1][2:], ["eu-west-1", ["Connections", "History", "State"], ["owner-code"]])

    def test_again(self):
        with open(os.path.join(self.top, "deploy", "aws", "samconfig.toml"), "w", encoding="utf-8"):
            pass
        code, told, calls = self.deploy("--stack-name", "other", "--tags", "chat=other", AWS_REGION="us-east-1",
                                        REFUSED="This chat has an owner already.")
        self.assertEqual((code, told.splitlines()[-1]), (0, "It has an owner."))
        sam, = (words for name, _, _, _, words in calls if name == "sam")
        self.assertNotIn("--guided", sam)
        self.assertEqual(sam[1:5] + sam[-2:], ["--stack-name", "other", "--region", "us-east-1", "--tags", "chat=other"])
        asked = [words for name, _, _, _, words in calls if name == "aws" and "--stack-name" in words]
        self.assertEqual({words[words.index("--stack-name") + 1] for words in asked}, {"other"})

    def test_one_account_from_first_to_last(self):
        for words in (["--profile", "office"], ["--profile=office"]):
            code, told, _ = self.deploy(*words)
            self.assertEqual(code, 0, told)
            with open(os.path.join(self.top, "calls.credentials"), encoding="utf-8") as file:
                lines = [json.loads(line) for line in file]
            self.assertEqual({profile for _, profile, _ in lines}, {"office"})
            # Single sign-on and roles are aws's business.
            self.assertEqual(lines[-1], ["confab-lambda", "office", "office-token"])
            self.assertNotIn("office-token", told)
            os.remove(os.path.join(self.top, "calls.credentials"))

    def test_what_fails_ends_it(self):
        code, _, calls = self.deploy(SAM_FAILS="1")
        self.assertEqual((code, calls[-1][0]), (1, "sam"))
        shutil.rmtree(os.path.join(self.top, "build"))
        code, told, _ = self.deploy(REFUSED="The tables cannot be used: AccessDenied")
        self.assertEqual((code, told.splitlines()[-1]), (1, "The tables cannot be used: AccessDenied"))

    def test_what_is_missing_is_named(self):
        os.remove(os.path.join(self.stubs, "sam"))
        bare = os.path.join(self.top, "bare")
        os.mkdir(bare)
        for name in ("bash", "dirname"):
            os.symlink(shutil.which(name), os.path.join(bare, name))
        code, told, calls = self.deploy(path=bare)
        self.assertEqual((code, calls), (1, []))
        self.assertIn("sam is missing", told)


if __name__ == "__main__":
    unittest.main()
