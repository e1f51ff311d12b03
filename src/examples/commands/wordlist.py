#!/usr/bin/env python3
"""Finds the words that a text has most often. The parameters come as JSON on standard input."""

import collections
import json
import os
import signal
import sys


def stop(number, frame):
    print("told to stop", file=sys.stderr)
    sys.exit(1)


def main():
    signal.signal(signal.SIGTERM, stop)
    parameters = json.load(sys.stdin)
    print(f"job {os.environ['JOB_ID']}, attempt {os.environ['JOB_ATTEMPT']}")
    words = collections.Counter()
    with open(parameters["file"], encoding="utf-8") as text:
        for number, line in enumerate(text, 1):
            words.update(line.lower().split())
            if number % 1000 == 0:
                print(f"::checkin line {number}", flush=True)
    most = dict(words.most_common(parameters["most"]))
    print("::result " + json.dumps(most), flush=True)


main()
