#!/usr/bin/env python3
"""A bar is shown on a terminal, is gone in the end, and is nowhere else.

    progress_test.py PROGRAM
"""
import os
import pty
import subprocess
import sys
import tempfile

program = os.path.abspath(sys.argv[1])
manifest = ("name: a\ntrigger: http\ntimeout: 30s\nmemory: 1GiB\ndependency_size: 20MiB\ngpu: none\nduration: 200ms\n"
            "traffic: {pattern: steady, average: 100/s}\n")
# Long enough for a bar on a fast machine, if it has but one processor.
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
arguments = ["simulate", "a.yaml", "--on", "aws-lambda/zip", "--requests", "40000000", "--config", "none", "-o", "out"]


def on_terminal(directory, **variables):
    """What a terminal sees."""
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "TERM": "xterm"} | variables
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(directory)
        os.execve(program, ["placer"] + arguments, environment)
    seen = b""
    try:
        while piece := os.read(terminal, 4096):
            seen += piece
    except OSError:  # the other end is closed
        pass
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0, seen
    return seen.decode()


with tempfile.TemporaryDirectory() as work:
    with open(os.path.join(work, "a.yaml"), "w", encoding="utf-8") as file:
        file.write(manifest)
    bar = on_terminal(work)
    assert "simulated [" in bar and " of 16\x1b[K" in bar and bar.endswith("\r\x1b[K"), bar
    assert "simulated [" in on_terminal(work, NO_COLOR="1")  # it has no colours
    assert on_terminal(work, TERM="dumb") == ""
    piped = subprocess.run([program] + arguments, cwd=work, capture_output=True, text=True, check=True)
    assert piped.stdout == "" and piped.stderr == "", piped
