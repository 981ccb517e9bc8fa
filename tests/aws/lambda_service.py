# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for AWS Lambda: copies of a program that speaks the Runtime API, each with one call at a time."""

import asyncio
import collections
import json
import os
import signal
import time
import uuid

from http_exchange import Answer, json_answer, serve

ACCOUNT = "000000000000"
RUNTIME = "/2018-06-01/runtime/"
MOST_FALSE_STARTS = 3  # of a copy that ends before it asks for work; then it is given up


class Log:
    """One JSON line for each thing that happens; nothing without a path."""

    def __init__(self, path=None):
        self.file = open(path, "a", encoding="utf-8", buffering=1) if path else None

    def write(self, kind, **fields):
        if self.file:
            self.file.write(json.dumps({"at": round(time.time(), 4), "kind": kind, **fields}) + "\n")


class Outcome:
    """What came of a call: an answer, or `error` (the kind) and then an answer that describes it."""

    def __init__(self, answer=None, error=None):
        self.answer, self.error = answer, error


class Invocation:
    def __init__(self, event):
        self.id = str(uuid.uuid4())
        self.body = json.dumps(event).encode()
        self.began = time.monotonic()
        self.outcome = asyncio.get_running_loop().create_future()

    def finish(self, outcome):
        if not self.outcome.done():
            self.outcome.set_result(outcome)


class Copy:
    """A process, and the Runtime API that it alone asks."""

    def __init__(self, function, number):
        self.function, self.number = function, number
        self.server = self.process = self.timer = None
        self.wants = None  # a future, while it waits for work
        self.invocation = None  # while it works
        self.false_starts = 0

    async def run(self):
        """Starts the process again whenever it ends."""
        self.server, port = await serve(self.answer)
        environment = {**self.function.environment, "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{port}",
                       "AWS_LAMBDA_LOG_STREAM_NAME": f"copy-{self.number}"}
        while self.false_starts < MOST_FALSE_STARTS:
            self.false_starts += 1
            self.process = await asyncio.create_subprocess_exec(
                *self.function.command, env=environment, stdin=asyncio.subprocess.DEVNULL, stdout=self.function.output,
                stderr=self.function.output, start_new_session=True)
            code = await self.process.wait()
            self.function.restarts += 1
            self.function.log.write("exit", function=self.function.name, copy=self.number, code=code)
            self.want_no_more()
            self.finish(failure("Runtime.ExitError", f"RequestId: Error: Runtime exited: {code}"))
        self.function.given_up()

    def kill(self):
        if self.process and self.process.returncode is None:
            os.killpg(self.process.pid, signal.SIGKILL)

    def signal(self, number):
        if self.function.freezes and self.process.returncode is None:
            os.killpg(self.process.pid, number)

    def want_no_more(self):
        if self.wants and not self.wants.done():
            self.wants.set_result(None)

    def give(self, invocation):
        self.invocation = invocation
        self.function.calls += 1
        self.function.log.write("given", function=self.function.name, id=invocation.id)
        self.timer = asyncio.get_running_loop().call_later(self.function.limit, self.overrun)
        self.signal(signal.SIGCONT)
        self.wants.set_result(invocation)

    def overrun(self):
        self.finish(failure("Sandbox.Timedout", f"Task timed out after {self.function.limit:.2f} seconds"))
        self.kill()

    def finish(self, outcome):
        invocation, self.invocation = self.invocation, None
        if not invocation:
            return
        self.timer.cancel()
        self.function.log.write("call", function=self.function.name, copy=self.number, id=invocation.id,
                                error=outcome.error, ms=round((time.monotonic() - invocation.began) * 1000, 1))
        invocation.finish(outcome)

    async def answer(self, request):
        words = request.path[len(RUNTIME):].split("/") if request.path.startswith(RUNTIME) else []
        if words == ["invocation", "next"] and request.method == "GET":
            return await self.next()
        if words == ["init", "error"]:
            self.function.log.write("init error", copy=self.number, error=described(request.body))
            return json_answer(202, {"status": "OK"})
        if len(words) != 3 or words[0] != "invocation" or request.method != "POST":
            return json_answer(404, {"errorType": "NotFound", "errorMessage": request.path})
        if not self.invocation or self.invocation.id != words[1]:
            return json_answer(400, {"errorType": "InvalidRequestID", "errorMessage": "Invalid request ID"})
        try:
            answer = json.loads(request.body or b"null")
            self.finish(Outcome(answer, None if words[2] == "response" else kind_of(answer)))
        except ValueError:
            self.finish(failure("Runtime.MarshalError", "The answer is no JSON"))
        return json_answer(202, {"status": "OK"})

    async def next(self):
        # Work that it never answered.
        self.finish(failure("Runtime.NoAnswer", "It asked for the next call before it had answered"))
        self.false_starts = 0
        self.want_no_more()
        self.wants = asyncio.get_running_loop().create_future()
        self.function.dispatch()
        if not self.wants.done():
            self.signal(signal.SIGSTOP)
        invocation = await self.wants
        if not invocation:
            return None
        return Answer(200, invocation.body, {
            "Content-Type": "application/json", "Lambda-Runtime-Aws-Request-Id": invocation.id,
            "Lambda-Runtime-Deadline-Ms": int((time.time() + self.function.limit) * 1000),
            "Lambda-Runtime-Invoked-Function-Arn": self.function.arn,
            "Lambda-Runtime-Trace-Id": f"Root=1-{int(time.time()):08x}-{uuid.uuid4().hex[:24]};Sampled=0"})


class Function:
    """`limit`: seconds a call may take. `freezes`: whether the processes' clock stops between two calls."""

    def __init__(self, name, command, environment, *, region, limit=29, freezes=False, log=None, output=None):
        self.name, self.command, self.limit, self.freezes = name, command, limit, freezes
        self.arn = f"arn:aws:lambda:{region}:{ACCOUNT}:function:{name}"
        self.environment = {
            **environment, "AWS_LAMBDA_FUNCTION_NAME": name, "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512", "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{name}"}
        self.log = log or Log()
        self.output = output
        self.copies, self.tasks = [], []
        self.pending = collections.deque()
        self.restarts = self.calls = 0

    def start(self, copies):
        self.copies = [Copy(self, number) for number in range(copies)]
        self.tasks = [asyncio.ensure_future(copy.run()) for copy in self.copies]

    def stop(self):
        for task in self.tasks:
            task.cancel()
        for copy in self.copies:
            copy.kill()

    def kill_one(self):
        """Of those at work, the one that has been longest. Whether there was one."""
        working = sorted((copy for copy in self.copies if copy.invocation), key=lambda copy: copy.invocation.began)
        if working:
            working[0].kill()
        return bool(working)

    def dispatch(self):
        for copy in self.copies:
            if self.pending and copy.wants and not copy.wants.done():
                copy.give(self.pending.popleft())

    def given_up(self):
        if all(copy.false_starts >= MOST_FALSE_STARTS for copy in self.copies):
            while self.pending:
                self.pending.popleft().finish(failure("Runtime.ExitError", "No copy of the function starts"))

    async def invoke(self, event):
        invocation = Invocation(event)
        self.pending.append(invocation)
        self.dispatch()
        self.given_up()
        return await invocation.outcome

    async def invoke_later(self, event, tries=3):
        """Asked for without waiting: tried again after a failure. Whether it worked out."""
        for _ in range(tries):
            if not (await self.invoke(event)).error:
                return True
        return False


def failure(kind, message):
    return Outcome({"errorType": kind, "errorMessage": message}, kind)


def described(body):
    try:
        return json.loads(body)
    except ValueError:
        return None


def kind_of(answer):
    return str(answer.get("errorType") if isinstance(answer, dict) else None) or "Unhandled"
