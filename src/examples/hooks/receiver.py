#!/usr/bin/env python3
"""Receives status hooks: checks their signatures, drops repeats, and prints what is new.

    HOOK_SECRET=whsec_... receiver.py [PORT]

HOOK_SECRET is what the service has, several with white space or commas between them. Without it
nothing is checked.
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LARGEST = 1024 * 1024
OLDEST_SECONDS = 300


def key(secret):
    """The bytes that a secret stands for."""
    if secret.startswith("whsec_"):
        return base64.b64decode(secret[len("whsec_"):])
    return secret.encode()


KEYS = [key(secret) for secret in os.environ.get("HOOK_SECRET", "").replace(",", " ").split()]


def is_genuine(headers, body):
    """Whether one of the signatures is by one of our secrets, and not too long ago."""
    sent = headers.get("webhook-timestamp", "")
    if not sent.isdigit() or abs(time.time() - int(sent)) > OLDEST_SECONDS:
        return False
    signed = f"{headers.get('webhook-id', '')}.{sent}.".encode() + body
    given = headers.get("webhook-signature", "").split()
    return any(
        hmac.compare_digest(b"v1," + base64.b64encode(hmac.digest(one, signed, hashlib.sha256)), each.encode())
        for one in KEYS
        for each in given)


class Events:
    """What is known of each job. A real receiver keeps the number beside what it does with the event."""

    def __init__(self):
        self.lock = threading.Lock()
        self.newest = {}

    def is_new(self, job, sequence):
        """Events of a job come in order, so that what is not above the newest was here before."""
        with self.lock:
            if sequence <= self.newest.get(job, 0):
                return False
            self.newest[job] = sequence
            return True


class Receiver(BaseHTTPRequestHandler):
    """Answers 204 to what it takes, so also to repeats: any other answer brings them again."""

    protocol_version = "HTTP/1.1"
    timeout = 60
    events = Events()

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        if length > LARGEST:
            self.close_connection = True
            return self.answer(413)
        body = self.rfile.read(length)
        if KEYS and not is_genuine(self.headers, body):
            return self.answer(401)
        event = json.loads(body)
        sequence = int(self.headers["X-Jobservice-Sequence"])
        # Samples of "hook test" are all of one job that never was.
        if "X-Jobservice-Test" in self.headers or self.events.is_new(event["job_id"], sequence):
            print(event["job_id"], sequence, event["status"], event.get("check_in", ""), flush=True)
        self.answer(204)

    def answer(self, status):
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *words):
        """What is new is printed, and nothing else."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 8090), Receiver)
    print(f"listening on http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
