#!/usr/bin/env python3
"""Hostile inputs, each a test with a bound on time and memory: hostile.py PROGRAM [--sanitized] [--thorough] [NAME...], or --list.
With --thorough, what takes too long for every run of the suite."""
import os
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from run import Runner, Wrong  # noqa: E402
import forging  # noqa: E402
import texts  # noqa: E402

CASES = {}


def case(name):
    def add(function):
        CASES[name] = function
        return function
    return add


def read_large(file, parts, status, says, seconds, megabytes):
    return lambda t: (t.write(file, *parts),
                      t.run("check", file, status=status, says=says, seconds=seconds, megabytes=megabytes))


def read_small(file, text, status, says):
    return lambda t: (t.write(file, text), t.run("analyze", file, "-f", "text", status=status, says=says, seconds=1, megabytes=64))


for name, row in texts.LARGE.items():
    CASES[name] = read_large(*row)
for name, row in texts.SMALL.items():
    CASES[name] = read_small(*row)


def numbers_of(form):
    def test(t):
        for what, number in texts.NUMBERS.items():
            t.write("w.yaml", texts.FORMATS[form] % number)
            result = t.run("check", "w.yaml", "-f", "oneline", status=(0, 1, 2), seconds=1, megabytes=64)
            if (result.status == 0) != (what in texts.TAKEN.get(form, ())):
                raise Wrong(f"{form}: {what}: exit {result.status}\n{result.text()}")
    return test


for form in texts.FORMATS:
    CASES[f"numbers that are none, {form}"] = numbers_of(form)

# In the suite each place of a manifest gets two of the texts; with --thorough, all of them.
NASTY = list(forging.NASTY.values())
for part in (0, 11):
    CASES[f"nothing is forged, from text {part} on"] = forging.forging(NASTY[part:] + NASTY[:part], Wrong)
THOROUGH = {f"nothing is forged by {what}": forging.forging([nasty], Wrong) for what, nasty in forging.NASTY.items()}

NAMES = {"a newline": b"a\nb.yaml", "a workflow command": b"x\n::error::y.yaml", "colons": b"a:1:2: error: x.yaml", "percent signs": b"%0A%25.yaml",
         "invalid UTF-8": b"\xff\xfe.yaml", "an escape": b"\x1b[31m.yaml", "quotes": b"\"'`.yaml", "markup": b"<b>&.yaml", "a leading dash": b"-x.yaml",
         "blanks": b" a b .yaml", "a turn of direction": "\u202egnp.yaml".encode(), "255 bytes": b"x" * 250 + b".yaml"}


@case("file names of all kinds")
def _(t):
    for what, name in NAMES.items():
        t.write(b"d/" + name, "name: w\ntrigger: http\ntimeout: x\n")
    for form in ("text", "json", "sarif", "github", "markdown", "gitlab", "junit", "oneline", "ndjson", "yaml"):
        result = t.run("check", "d", "-f", form, status=2, says="timeout|duration", seconds=3, megabytes=64)
        result.out.decode("utf-8"), result.err.decode("utf-8")
        if any(line.startswith("::error::y") for line in result.text().splitlines()):
            raise Wrong(f"-f {form}: the name of a file is a command:\n{result.text()}")


@case("file names from a list")
def _(t):
    for name in NAMES.values():
        t.write(b"d/" + name, texts.WORKLOAD)
    t.write("list", b"\0".join(b"d/" + name for name in NAMES.values()), b"\0")
    t.run("check", "--files-from", "list", status=0, says=r"12 checked", megabytes=64)


@case("loops of symbolic links")
def _(t):
    t.write("d/w.yaml", texts.WORKLOAD)
    os.symlink("b.yaml", t.path("d/a.yaml"))
    os.symlink("a.yaml", t.path("d/b.yaml"))
    os.symlink(".", t.path("d/here"))
    os.symlink("..", t.path("d/up"))
    t.run("check", "d", status=2, says=r"cannot read d/a\.yaml: Too many levels", seconds=1, megabytes=64)
    t.run("check", "d/here/here/here/w.yaml", status=0, seconds=1, megabytes=64)


@case("named pipes")
def _(t):
    os.mkdir(t.path("d"))
    t.write("d/w.yaml", texts.WORKLOAD)
    for name in ("d/pipe.yaml", "d/Dockerfile", "placer.yaml"):
        os.mkfifo(t.path(name))
    t.run("check", "d", "--config", "none", status=0, seconds=1, megabytes=64)
    t.write("d/compose.yaml", "services: {a: {build: .}}\n")
    t.run("check", "d", "--config", "none", status=(0, 1), seconds=1, megabytes=64)
    process = t.start(["check", "d"])  # nobody writes to the project file that it finds
    try:
        process.communicate(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise Wrong("a pipe called placer.yaml is waited for")


@case("a pipe that somebody writes to")
def _(t):
    os.mkfifo(t.path("w.yaml"))
    process = t.start(["check", "w.yaml"])
    with open(t.path("w.yaml"), "w") as pipe:
        pipe.write(texts.WORKLOAD)
    out, err = process.communicate(timeout=20)
    if process.returncode != 0:
        raise Wrong((out + err).decode())


@case("devices without an end")
def _(t):
    t.run("check", "/dev/zero", status=2, says=r"/dev/zero: larger than 256MiB.*--max-bytes", seconds=3, megabytes=600)
    t.run("check", "/dev/zero", "--max-bytes", "1MiB", status=2, says=r"larger than 1MiB", seconds=1, megabytes=32)
    t.run("check", "-", stdin=open("/dev/zero"), status=2, says=r"larger than", seconds=3, megabytes=600)
    t.run("check", "/dev/null", status=2, seconds=1, megabytes=32)
    os.symlink("/dev/zero", t.path("w.yaml"))
    t.run("check", ".", status=2, seconds=1, megabytes=32)
    t.write("m.yaml", texts.WORKLOAD, "traffic: {trace: /dev/zero}\n")
    t.run("simulate", "m.yaml", "--on", "aws-lambda/zip", status=2, says="larger than", seconds=3, megabytes=600)


@case("a directory called as a manifest is")
def _(t):
    t.write("d/x.yaml/w.yaml", texts.WORKLOAD)
    t.run("check", "d", status=0, says="1 checked", megabytes=64)
    t.run("check", "d/x.yaml", status=0, megabytes=64)
    os.makedirs(t.path("e/Dockerfile"))
    t.write("e/compose.yaml", "services: {a: {build: .}}\n")
    t.run("check", "e", status=(0, 1), megabytes=64)
    os.mkdir(t.path("placer.yaml"))
    t.run("check", "d", status=(0, 2), megabytes=64)
    t.run("check", "d", "--config", "placer.yaml", status=2, says="is a directory", megabytes=64)


@case("files that vanish")
def _(t):
    t.write("d/w.yaml", texts.WORKLOAD)
    os.symlink("nowhere", t.path("d/gone.yaml"))
    t.run("check", "d", status=2, says=r"cannot read d/gone\.yaml: No such file", megabytes=64)
    for attempt in range(5):
        for i in range(300):
            t.write(f"d/many/{i}.yaml", texts.WORKLOAD)
        process = t.start(["check", "d/many", "-f", "oneline"])
        for i in range(299, -1, -1):
            os.remove(t.path(f"d/many/{i}.yaml"))
        out, err = process.communicate(timeout=60)
        if process.returncode not in (0, 2) or b"bug" in err:
            raise Wrong(f"exit {process.returncode}\n{err.decode()[:500]}")


@case("no permission")
def _(t):
    t.write("d/w.yaml", texts.WORKLOAD)
    t.write("d/secret.yaml", texts.WORKLOAD)
    t.write("d/closed/w.yaml", texts.WORKLOAD)
    os.chmod(t.path("d/secret.yaml"), 0)
    os.chmod(t.path("d/closed"), 0)
    t.run("check", "d", status=2, says=[r"cannot read d/secret\.yaml: Permission denied", r"cannot list d/closed: Permission denied"],
          as_nobody=True, megabytes=64)
    t.run("check", "d/secret.yaml", status=2, says="Permission denied", as_nobody=True, megabytes=64)
    t.run("check", "d/w.yaml", "--rules", "d/closed", status=2, says="Permission denied", as_nobody=True, megabytes=64)
    os.chmod(t.path("d/closed"), 0o755)


@case("nowhere to write to")
def _(t):
    t.write("w.yaml", texts.WORKLOAD)
    os.mkdir(t.path("read-only"), 0o555)
    t.run("check", "w.yaml", "-o", "read-only/out", status=2, says="cannot write read-only/out: Permission denied", as_nobody=True, megabytes=64)
    t.run("check", "w.yaml", "-f", "json=read-only", status=2, says="cannot write read-only: Is a directory", megabytes=64)
    t.run("check", "w.yaml", "--write-baseline", "/dev/full", status=2, says="cannot write /dev/full: No space left", megabytes=64)
    t.run("init", "-o", "/dev/full", status=2, says="/dev/full", megabytes=64)
    t.run("check", "w.yaml", "-f", "json", stderr=open("/dev/full", "w"), status=(0, 2), megabytes=64)


@case("pipes that nobody reads")
def _(t):
    t.write("w.yaml", *(f"---\nname: w{i}\ntimeout: 30s\n" for i in range(50)))
    for form in ("json", "ndjson", "text"):
        end, write = os.pipe()
        process = t.start(["analyze", "w.yaml", "-f", form], stdout=write, seconds=60)
        os.close(write)
        os.read(end, 10)
        os.close(end)
        _, err = process.communicate(timeout=200)
        if process.returncode not in (0, 2, -signal.SIGPIPE) or b"bug" in err:
            raise Wrong(f"-f {form}: exit {process.returncode}\n{err.decode()[:500]}")


@case("streams that are closed")
def _(t):
    t.write("w.yaml", texts.WORKLOAD)
    t.write("broken.yaml", "name: [\n")
    for closed in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
        for arguments in ("check w.yaml", "check w.yaml -f json=out.json -f text=out.txt", "check -", "check broken.yaml"):
            process = subprocess.run(["sh", "-c", f"{t.program} {arguments} {closed}"], cwd=t.directory, capture_output=True, timeout=60)
            if process.returncode not in (0, 2):
                raise Wrong(f"{arguments} {closed}: exit {process.returncode}\n{process.stderr.decode()}")
    if open(t.path("w.yaml")).read() != texts.WORKLOAD:
        raise Wrong("a manifest was written to")


@case("a signal in the middle")
def _(t):
    t.write("old.txt", "old\n")
    for stop in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        process = t.start(["check", "-", "-o", "old.txt"], stdin=subprocess.PIPE)
        process.stdin.write(texts.WORKLOAD.encode() * 10)
        process.stdin.flush()
        time.sleep(0.3)
        process.send_signal(stop)
        process.communicate(timeout=20)
        if process.returncode != -stop:
            raise Wrong(f"exit {process.returncode} after {stop}")
        if open(t.path("old.txt")).read() != "old\n":
            raise Wrong("half an answer was written")


@case("caps name themselves")
def _(t):
    t.write("w.yaml", "a: &a [[1, 2], 3]\nb: [*a, *a]\n---\nc: 1\n")
    for option, value, says in (("--max-bytes", "10B", "larger than 10B.*--max-bytes"), ("--max-depth", "2", "deeper than 2 levels"),
                                ("--max-nodes", "5", "more than 5 values"), ("--max-aliases", "12", "aliases make more than 12 values"),
                                ("--max-documents", "1", "more than 1 documents")):
        result = t.run("check", "w.yaml", option, value, status=2, says=says, seconds=1, megabytes=32)
        if option not in result.text():
            raise Wrong(f"{option} is not named:\n{result.text()}")
        t.run("check", "w.yaml", option, "0", status=2, says=f"{option} takes .* not '0", seconds=1, megabytes=32)
        t.run("check", "w.yaml", option, "-3", status=2, says=option, seconds=1, megabytes=32)
    t.write("deep.yaml", "name: w\ngpu: ", "[" * 100, "]" * 100, "\n")
    t.run("check", "deep.yaml", status=2, says="deeper than 64", megabytes=32)
    deep = t.run("check", "deep.yaml", "--max-depth", "200", status=2, megabytes=32)
    if "deeper" in deep.text():
        raise Wrong("--max-depth does not allow more")


def main(arguments):
    if arguments == ["--list"]:
        print("\n".join(CASES))
        return 0
    program, *names = arguments
    sanitized = "--sanitized" in names
    cases = CASES | (THOROUGH if "--thorough" in names else {})
    names = [name for name in names if not name.startswith("--")] or list(cases)
    if len(names) > 1:
        # Each in a process of its own: what this one holds would count as memory of the programs that it starts.
        flags = [word for word in arguments if word.startswith("--")]
        return max([subprocess.run([sys.executable, "-B", __file__, program, *flags, name]).returncode for name in names])
    failed = 0
    for name in names:
        begin = time.monotonic()
        try:
            cases[name](Runner(program, sanitized))
        except (Wrong, subprocess.TimeoutExpired) as wrong:
            failed += 1
            print(f"FAILED {name}\n{wrong}", flush=True)
        else:
            print(f"ok {time.monotonic() - begin:5.1f} s  {name}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
