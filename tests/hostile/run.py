"""Runs the program on hostile input within bounds of time and memory, and checks that it says clearly what is wrong.

What every run must do, whatever it is given: end by itself, with one of its own exit codes, without words of a bug, and
with nothing on a terminal that it would obey.
"""
import dataclasses
import os
import re
import resource
import subprocess
import tempfile
import threading


class Wrong(Exception):
    """A run that did not do what was expected of it."""


@dataclasses.dataclass
class Result:
    status: int
    out: bytes
    err: bytes
    seconds: float
    megabytes: float

    def text(self):
        return (self.out + self.err).decode("utf-8", "replace")


class Runner:
    """The program in a directory of its own. `sanitized` programs take more time, and their memory says nothing."""

    def __init__(self, program, sanitized):
        self.program, self.sanitized = os.path.abspath(program), sanitized
        self.folder = tempfile.TemporaryDirectory(prefix="placer-hostile-")
        self.directory = self.folder.name
        os.chmod(self.directory, 0o755)

    def path(self, name):
        return os.path.join(os.fsencode(self.directory), os.fsencode(name))

    def write(self, name, *parts):
        """Writes a file from texts, bytes, and iterables of them, so that large ones are never whole in this process."""
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "wb") as file:
            for part in parts:
                for piece in [part] if isinstance(part, (str, bytes)) else part:
                    file.write(piece.encode() if isinstance(piece, str) else piece)
        return name

    def start(self, arguments, seconds=5, as_nobody=False, **streams):
        def before():
            limit = int(seconds * (20 if self.sanitized else 2)) + 1
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
            if not self.sanitized:
                resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))  # no test fills the machine
            if as_nobody and os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
        return subprocess.Popen([self.program, *arguments], cwd=self.directory, preexec_fn=before,
                                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}, **streams)

    def run(self, *arguments, status, says="", seconds=5, megabytes=128, **options):
        """Runs it and holds it against the bounds. `says` is a regular expression, or several, that must be found in what
        it prints; `status` one exit code or several."""
        process = self.start(arguments, seconds, **options)
        outputs = {}

        def drain(name, stream):
            outputs[name] = stream.read()
            stream.close()
        threads = [threading.Thread(target=drain, args=(name, stream))
                   for name, stream in (("out", process.stdout), ("err", process.stderr)) if stream]
        for thread in threads:
            thread.start()
        timer = threading.Timer(seconds * (40 if self.sanitized else 8) + 20, process.kill)
        timer.start()
        _, code, usage = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(code)
        for thread in threads:
            thread.join()
        result = Result(process.returncode, outputs.get("out", b""), outputs.get("err", b""), usage.ru_utime + usage.ru_stime,
                        usage.ru_maxrss / 1024)
        self.check(result, arguments, status, says, seconds, megabytes)
        return result

    def check(self, result, arguments, status, says, seconds, megabytes):
        called = f"placer {' '.join(map(repr, arguments))}"
        shown = result.text()[:1500]
        if result.status not in ([status] if isinstance(status, int) else status):
            raise Wrong(f"{called}\nexit {result.status}, not {status}:\n{shown}")
        if "bug in placer" in result.text():
            raise Wrong(f"{called}\n{shown}")
        if found := re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", result.err + result.out):
            raise Wrong(f"{called}\nprints the control character {found.group()!r}:\n{shown!r}")
        for expression in [says] if isinstance(says, str) else says:
            if not re.search(expression, result.text()):
                raise Wrong(f"{called}\ndoes not say {expression!r}:\n{shown}")
        if self.sanitized:
            return
        if result.seconds > seconds:
            raise Wrong(f"{called}\ntakes {result.seconds:.1f} s of CPU, more than {seconds}")
        if result.megabytes > megabytes:
            raise Wrong(f"{called}\ntakes {result.megabytes:.0f} MB, more than {megabytes}")
