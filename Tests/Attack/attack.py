"""What all kinds of attack share: the programs, a folder to work in, and the rules that every call must keep."""

import contextlib
import hashlib
import os
import pathlib
import random
import resource
import shutil
import stat
import subprocess
import sys
import tempfile

CODES = {0, 1, 64, 65, 66, 73, 74, 75}
# Files that tell who wrote a run and when. All others must be the same however often the run was stopped.
UNCOMPARED = {"run.json", "checkpoint.safetensors", "run.lock"}
SMALL = ["--pattern-size", "8", "--patterns", "2", "--cycles", "1", "--evaluation-episodes", "3", "--test-episodes", "2"]
# No attempt needs more. A program that reads a file without a limit ends by a trap.
MEMORY = 1500 << 20
SMALLEST_REPORT = "# {{ run.name }}\n\n```{figure} loss-curve\n```\n"


class Outcome:
    """How a call ended. The code is minus the number of the signal that ended it, and None if it took too long."""

    def __init__(self, code, output, error):
        self.code, self.output, self.error = code, output, error

    def complaint(self, codes=CODES, stopped=False, lines=1):
        """What is wrong with the call, or None. A process that was stopped by its user prints no error."""
        if self.code is None:
            return "took too long"
        if self.code not in codes:
            return f"exit code {self.code}: {self.error[:200]!r}"
        found = self.error.splitlines()
        if self.code != 0 and (len(found) > lines or max(map(len, found), default=0) > 300 or not (found or stopped)):
            return f"{len(found)} lines of error, {len(self.error)} characters: {self.error[:200]!r}"
        if any(ord(character) < 32 and character != "\n" or ord(character) == 127 for character in self.error):
            return f"control characters: {self.error[:200]!r}"
        return None


class Attack:
    """The programs under attack, and the counts of one kind."""

    def __init__(self, programs, scale, seed):
        self.programs, self.scale = pathlib.Path(programs).resolve(), scale
        self.random = random.Random(seed)
        memory = pathlib.Path("/dev/shm")
        self.root = pathlib.Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None, prefix="bohp-attack-"))
        self.counts = {}
        self.faults = self.root / "faults.so"
        source = pathlib.Path(__file__).with_name("faults.c")
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", self.faults, source, "-ldl"], check=True)

    def close(self):
        shutil.rmtree(self.root, ignore_errors=True)

    def times(self, full, least=1):
        """How many attempts to make of `full` at this scale."""
        return max(least, round(full * self.scale))

    def sample(self, values):
        """A share of the values, by the scale."""
        values = list(values)
        return values if self.scale >= 1 else sorted(self.random.sample(values, self.times(len(values), min(3, len(values)))))

    def check(self, kind, complaint, what=""):
        """Counts an attempt, which failed if there is a complaint."""
        tried, failed = self.counts.get(kind, (0, 0))
        self.counts[kind] = (tried + 1, failed + bool(complaint))
        if complaint:
            if failed < 20:
                print(f"{kind}: {what}: {complaint}", file=sys.stderr, flush=True)

    @contextlib.contextmanager
    def folder(self):
        """A fresh folder, removed afterwards."""
        path = pathlib.Path(tempfile.mkdtemp(dir=self.root))
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)

    def start(self, program, words, folder, quiet=True, output=subprocess.PIPE, **environment):
        return subprocess.Popen(
            [self.programs / program, *(["--quiet"] if quiet else []), *map(str, words)], cwd=folder,
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.PIPE, env={**os.environ, **environment},
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)))

    def wait(self, process, seconds=60):
        try:
            output, error = process.communicate(timeout=seconds)
            return Outcome(process.returncode, (output or b"").decode(errors="replace"), error.decode(errors="replace"))
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return Outcome(None, "", "")

    def call(self, program, words, folder, seconds=60, **environment):
        return self.wait(self.start(program, words, folder, **environment), seconds)

    def train(self, folder, *words, **options):
        return self.call("bohp-train", ["--threads", "1", *words], folder, **options)

    def report(self, folder, *words, **options):
        return self.call("bohp-report", ["--dpi", "50", *words], folder, **options)

    def fault(self, place, kind="", error=28):
        """The environment in which a call meets a fault."""
        return {"LD_PRELOAD": str(self.faults), "FAULT_AT": str(place), "FAULT": kind, "FAULT_ERRNO": str(error),
                "FAULT_COUNT": str(self.root / "count")}

    def changes(self, program, words, folder):
        """How many calls that change the disk a program makes."""
        count = self.root / "count"
        count.unlink(missing_ok=True)
        outcome = self.call(program, words, folder, **self.fault(0))
        if outcome.code != 0:
            raise SystemExit(f"{program} {words}: {outcome.error}")
        number = int.from_bytes(count.read_bytes(), "little")
        if number < 5:
            raise SystemExit(f"{program} makes {number} changes that the library sees; is it linked statically?")
        return number


def contents(folder, uncompared=()):
    """The hashes of all files below a folder, by their paths."""
    folder = pathlib.Path(folder)

    def content(path):
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            return stat.S_IFMT(status.st_mode)
        return status.st_mtime_ns if status.st_size > 100 << 20 else hashlib.sha256(path.read_bytes()).hexdigest()

    return {str(path.relative_to(folder)): content(path) for path in sorted(folder.rglob("*")) if path.name not in uncompared}


def differences(run, expected):
    """What differs between a run directory and the contents of the undisturbed run, or None."""
    found = contents(run, UNCOMPARED)
    names = sorted(name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name))
    return ", ".join(names) + " differ" if names else None


def is_locked(run):
    """Whether a writer left its lock behind, as one does that is killed. The next writer removes it."""
    return (pathlib.Path(run) / "run.lock").exists()
