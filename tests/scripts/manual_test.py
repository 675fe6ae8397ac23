#!/usr/bin/env python3
"""Manual pages: each is rendered without a warning, and shows each option of --help.

    manual_test.py PROGRAM

Exits 77, which CTest shows as skipped, where there is neither groff nor mandoc.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

program = sys.argv[1]
problems = []


def run(*command, text=None):
    environment = dict(os.environ, LC_ALL="C.UTF-8", MANWIDTH="80", MANPAGER="cat", MAN_KEEP_FORMATTING="", GROFF_NO_SGR="1")
    return subprocess.run(command, input=text, capture_output=True, text=True, env=environment, check=False)


def plain(text):
    return re.sub(".\b", "", text)


def actions_of(command):
    """What stands in `placer COMMAND --help` is the command's, or that of each of its actions."""
    help_text = run(program, command, "--help").stdout
    actions = re.search(r"\nActions:\n((?:  .*\n)+)", help_text)
    return [[command]] if actions is None else [[command, line.split()[0]] for line in actions[1].splitlines()]


renderers = [tool for tool in ("groff", "mandoc", "man") if shutil.which(tool)]
if not renderers:
    print("skipped: there is neither groff nor mandoc")
    sys.exit(77)

pages = run(program, "man").stdout.split()
commands = re.findall(r"^  (\w+) +[a-z]", run(program, "--help").stdout.split("Options:")[0], re.MULTILINE)
if pages != ["placer"] + [f"placer-{command}" for command in commands]:
    problems.append(f"the pages are {pages}, the commands {commands}")
for page in pages:
    source = run(program, "man", page).stdout
    with tempfile.NamedTemporaryFile("w", suffix=".1", encoding="utf-8") as file:
        file.write(source)
        file.flush()
        checks = {"groff": ["groff", "-man", "-Tutf8", "-ww", "-rCHECKSTYLE=2", "-z", file.name],
                  "mandoc": ["mandoc", "-T", "lint", "-W", "warning", file.name],
                  "man": ["man", "--warnings", "-l", file.name]}
        for renderer in renderers:
            said = run(*checks[renderer])
            noise = said.stderr + (said.stdout if renderer == "mandoc" else "")
            if noise or said.returncode != 0:
                problems.append(f"{page}: {renderer} says: {noise or said.returncode}")
        shows = {"groff": ["groff", "-man", "-Tascii", "-P-cbou", file.name], "mandoc": ["mandoc", "-T", "ascii", file.name]}
        shown = plain(run(*shows[next(tool for tool in renderers if tool in shows)]).stdout)
    words = set(re.findall(r"(?<![\w-])--?[a-z][\w-]*", shown))
    command = page.removeprefix("placer-")
    for call in [[]] if page == "placer" else actions_of(command):
        for option in re.findall(r"(?<![\w-])--?[a-z][\w-]*", run(program, *call, "--help").stdout.split("Example:")[0]):
            if option not in words:
                problems.append(f"{page}: {option} of `placer {' '.join(call)} --help` is missing")
print("\n".join(problems) or f"{len(pages)} pages, rendered by {', '.join(renderers)}")
sys.exit(1 if problems else 0)
