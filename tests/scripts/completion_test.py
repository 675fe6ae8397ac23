#!/usr/bin/env python3
"""Completion in the real shells: what a line becomes when Tab is pressed at its end.

    completion_test.py PROGRAM SHELL

Exits 77, which CTest shows as skipped, where the shell is not installed.
"""
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

program, shell = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
if shutil.which(shell) is None:
    print(f"skipped: {shell} is not installed")
    sys.exit(77)

# What is written, and what it becomes. Where there are several ways to go on, their common part is added.
lines = {
    "placer ana": "placer analyze ",
    "placer rules vali": "placer rules validate ",
    "placer check --allow": "placer check --allow-empty ",
    "placer analyze --on google-functions/ge": "placer analyze --on google-functions/gen2 ",
    "placer analyze --on aws-lambda/zip,aws-lambda/im": "placer analyze --on aws-lambda/zip,aws-lambda/image ",
    "placer explain aws-lambda.zip.packag": "placer explain aws-lambda.zip.package ",
    "placer rules show aws-lambda.zip.packag": "placer rules show aws-lambda.zip.package ",
    "placer analyze --set triggers_it": "placer analyze --set triggers_itself=",
    "placer analyze --set trigger=htt": "placer analyze --set trigger=http ",
    "placer check -f sari": "placer check -f sarif ",
    "placer check --format=gitl": "placer check --format=gitlab ",
    "placer check --format=sarif=here/ou": "placer check --format=sarif=here/out.sarif ",
    "placer analyze --color alw": "placer analyze --color always ",
    "placer analyze here/wor": "placer analyze here/workload.yaml ",
    "placer analyze my\\ fi": "placer analyze my\\ file.yaml ",
    "placer analyze --rules he": "placer analyze --rules here/",
    "placer schema work": "placer schema workload ",
    "placer completion zs": "placer completion zsh ",
    "placer rules list --on own-plat": "placer rules list --on own-platform",
}
# The same within quotes. fish says what fits as it is, without the quotes.
quoted = {
    'placer analyze "my fi': 'placer analyze "my file.yaml" ',
    "placer analyze 'my fi": "placer analyze 'my file.yaml' ",
    'placer analyze "he': 'placer analyze "here/',
    'placer analyze --on "aws-lambda/im': 'placer analyze --on "aws-lambda/image" ',
    'placer analyze --set "trigger=htt': 'placer analyze --set "trigger=http" ',
    'placer check -f "sari': 'placer check -f "sarif" ',
    'placer check -f "sarif=here/ou': 'placer check -f "sarif=here/out.sarif" ',
}
if shell != "fish":
    lines |= quoted


class Shell:
    """An interactive shell on a terminal of its own."""

    def __init__(self, command, directory, environment):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(directory)
            os.execvpe(command[0], command, environment)
        self.seen = ""

    def send(self, text):
        os.write(self.terminal, text.encode())

    def wait_for(self, pattern, seconds=60):
        """Reads until the pattern is there, and gives back what it found."""
        end = time.monotonic() + seconds
        while (found := re.search(pattern, self.seen, re.DOTALL)) is None:
            ready, _, _ = select.select([self.terminal], [], [], max(0, end - time.monotonic()))
            if not ready:
                raise TimeoutError(f"{pattern} was not seen in {self.seen!r}")
            self.seen += os.read(self.terminal, 4096).decode(errors="replace")
        self.seen = self.seen[found.end():]
        return found

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


def completed_on_terminal(directory, environment):
    """bash and zsh: Tab, then a key of our own that writes the line into a file."""
    seen = pathlib.Path(directory, "line")
    script = subprocess.run([program, "completion", shell], capture_output=True, text=True, check=True).stdout
    pathlib.Path(directory, "script").write_text(script, encoding="utf-8")
    if shell == "bash":
        command = ["bash", "--norc", "--noprofile", "-i"]
        setup = "bind 'set bell-style none'; source ./script; show() { printf '%s|' \"$READLINE_LINE\" > line; }; bind -x '\"\\C-g\": show'"
    else:
        command = ["zsh", "-f", "-i"]
        setup = ("autoload -Uz compinit; compinit -u -D; source ./script; setopt no_beep no_auto_menu; "
                 "show() { printf '%s|' \"$BUFFER\" > line }; zle -N show; bindkey '^G' show")
    session = Shell(command, directory, environment)
    try:
        session.send(setup + "; echo rea''dy\n")
        session.wait_for("ready")
        for line in lines:
            seen.unlink(missing_ok=True)
            session.send("\x15" + line + "\t\x07")
            end = time.monotonic() + 60
            while not (seen.exists() and seen.read_text(encoding="utf-8").endswith("|")):
                if time.monotonic() > end:
                    raise TimeoutError(f"nothing was seen of {line!r}")
                time.sleep(0.02)
            yield line, seen.read_text(encoding="utf-8")[:-1]
    finally:
        session.close()


def completed_by_fish(directory, environment):
    """fish says what fits; what it would write follows from that."""
    for line in lines:
        asked = subprocess.run(
            ["fish", "--no-config", "-c", f"'{program}' completion fish | source; complete -C $argv[1]", line],
            cwd=directory, env=environment, capture_output=True, text=True, check=True).stdout
        words = [found.split("\t")[0].replace(" ", "\\ ") for found in asked.splitlines()]
        begun = re.search(r"(?:[^ \\]|\\.)*$", line)[0]
        common = os.path.commonprefix(words) if words else begun
        end = " " if len(words) == 1 and common[-1:] not in "=/" else ""
        yield line, line[:len(line) - len(begun)] + (common or begun) + end
    for line in quoted:
        asked = subprocess.run(
            ["fish", "--no-config", "-c", f"'{program}' completion fish | source; complete -C $argv[1]", line],
            cwd=directory, env=environment, capture_output=True, text=True, check=True).stdout
        yield line, line[:re.search("[\"']", line).end()] + "".join(found.split("\t")[0] for found in asked.splitlines())


with tempfile.TemporaryDirectory() as work:
    here = pathlib.Path(work, "here")
    here.mkdir()
    (here / "workload.yaml").write_text("name: a\n", encoding="utf-8")
    (here / "out.sarif").write_text("", encoding="utf-8")
    pathlib.Path(work, "my file.yaml").write_text("name: a\n", encoding="utf-8")
    # A platform of one's own is completed as those that are shipped.
    subprocess.run([program, "rules", "new", "own-platform", "own"], cwd=work, check=True, capture_output=True)
    pathlib.Path(work, "placer.yaml").write_text("rules: [own]\n", encoding="utf-8")
    environment = {"PATH": f"{program.parent}:{os.environ['PATH']}", "HOME": work, "TERM": "xterm", "LC_ALL": "C.UTF-8", "PS1": "$ "}
    wrong = [(line, became) for line, became in (completed_by_fish if shell == "fish" else completed_on_terminal)(work, environment)
             if became != (lines[line] if line in lines else quoted[line].rstrip(" \"'"))]
for line, became in wrong:
    print(f"{shell}: {line!r} became {became!r}, not {(lines | quoted)[line]!r}")
sys.exit(1 if wrong else 0)
