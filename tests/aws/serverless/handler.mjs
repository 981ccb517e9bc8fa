// SPDX-License-Identifier: GPL-3.0-or-later
// A function for serverless-offline that passes each event on to copies of a program that speaks Lambda's Runtime API:
// this hosts that API, one for each copy. The program and its environment come as JSON, in CONFAB_FUNCTION.

import { spawn } from "node:child_process"
import { randomUUID } from "node:crypto"
import { createServer } from "node:http"

const wanted = JSON.parse(process.env.CONFAB_FUNCTION) // command, copies, environment
const limit = 29_000 // ms of a call
const mostFalseStarts = 3 // of a copy that ends before it asks for work
const runtime = "/2018-06-01/runtime/"
const pending = []
const copies = Array.from({ length: wanted.copies }, (_, number) => ({ number, falseStarts: 0 }))

function answer(response, status, body = "", headers = {}) {
  response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(body)
}

function finish(copy, error, value) {
  const { call } = copy
  if (!call) return
  copy.call = null
  clearTimeout(copy.timer)
  if (error) call.reject(error)
  else call.resolve(value)
}

function dispatch() {
  for (const copy of copies) {
    if (!copy.waiting || pending.length === 0) continue
    copy.call = pending.shift()
    const { waiting, call } = copy
    copy.waiting = null
    copy.timer = setTimeout(() => {
      finish(copy, new Error("Task timed out"))
      copy.process.kill("SIGKILL")
    }, limit)
    answer(waiting, 200, JSON.stringify(call.event), {
      "Lambda-Runtime-Aws-Request-Id": call.id,
      "Lambda-Runtime-Deadline-Ms": Date.now() + limit,
      "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-central-1:000000000000:function:confab",
      "Lambda-Runtime-Trace-Id": `Root=1-${randomUUID()};Sampled=0`,
    })
  }
}

async function serve(copy, request, response) {
  const pieces = []
  for await (const piece of request) pieces.push(piece)
  const body = Buffer.concat(pieces).toString()
  if (request.url === `${runtime}invocation/next`) {
    finish(copy, new Error("It asked for the next call before it had answered"))
    copy.falseStarts = 0
    copy.waiting = response
    dispatch()
  } else if (request.url === `${runtime}init/error`) {
    console.error("init error", body)
    answer(response, 202)
  } else if (copy.call && request.url === `${runtime}invocation/${copy.call.id}/response`) {
    finish(copy, null, JSON.parse(body))
    answer(response, 202)
  } else if (copy.call && request.url === `${runtime}invocation/${copy.call.id}/error`) {
    finish(copy, new Error(body))
    answer(response, 202)
  } else {
    answer(response, 400)
  }
}

function start(copy) {
  copy.falseStarts += 1
  if (copy.falseStarts > mostFalseStarts) return
  const [program, ...words] = wanted.command
  copy.process = spawn(program, words, {
    env: { ...wanted.environment, AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${copy.port}` },
    stdio: ["ignore", 2, 2],
  })
  const ended = (why) => {
    copy.waiting = null
    finish(copy, new Error(`Runtime exited: ${why}`))
    start(copy)
  }
  copy.process.once("exit", ended)
  copy.process.once("error", ended)
}

for (const copy of copies) {
  const server = createServer((request, response) => {
    serve(copy, request, response).catch((error) => answer(response, 500, JSON.stringify(String(error))))
  })
  server.keepAliveTimeout = 0 // between two calls may lie hours
  server.listen(0, "127.0.0.1", () => {
    copy.port = server.address().port
    start(copy)
  })
}

export function handle(event) {
  return new Promise((resolve, reject) => {
    pending.push({ id: randomUUID(), event, resolve, reject })
    dispatch()
  })
}
