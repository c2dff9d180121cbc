"""Sweeps whose processes are killed, meet full disks, come in twos, or find another file than before."""

import os
import shutil
import signal
import time

from attack import UNCOMPARED, contents

SWEEP = """\
episodes: 40
evaluation_episodes: 2
task: {name: regurgitation, vector_size: 3, episode_steps: 8}
parameters:
  learning_rate: {values: [1e-3, 3e-3]}
seeds: 0-SEEDS
"""
WORDS = ["--no-report", "lab.yaml", "--threads"]
FAULTS = [("killed before", "before", 0), ("killed after", "after", 0), ("torn write", "torn", 0),
          ("ENOSPC once", "once", 28), ("ENOSPC from then on", "always", 28), ("EIO once", "once", 5)]
# A run that fails has a line of its own, so that a failed sweep has several.
SEVERAL = 11
CONTENTS = ["", "{", "[]", "- 1", "a: &a [*a]", "a: [" * 1000, "\x00", "episodes: 41\n", "? [1]: 2", "\ufeffepisodes: 1",
            "x" * 100_000, "episodes: 1\n---\nepisodes: 2\n", "seeds: 0-4294967295\n", "episodes: 1e999\n"]


def write(folder, seeds=1, more=""):
    (folder / "lab.yaml").write_text(SWEEP.replace("SEEDS", str(seeds)) + more)


def numbers(folder):
    return contents(folder / "sweeps/lab/runs", UNCOMPARED)


def complete(attack, folder, expected):
    """Goes on with a sweep to its end, and looks at what it made. Gives a complaint or None."""
    outcome = attack.call("bohp-sweep", [*WORDS, 1], folder)
    complaint = outcome.complaint({0})
    if not complaint and numbers(folder) != expected:
        complaint = "other numbers than those of the undisturbed sweep"
    if complaint:
        return complaint
    before = contents(folder / "sweeps/lab", {"sweep.csv"})
    again = attack.start("bohp-sweep", [*WORDS, 1], folder, quiet=False)
    outcome = attack.wait(again)
    if outcome.code != 0 or "nothing to do" not in outcome.error:
        return f"a further call: {outcome.code} {outcome.error[:200]!r}"
    return None if contents(folder / "sweeps/lab", {"sweep.csv"}) == before else "a further call changed something"


def run(attack):
    with attack.folder() as source:
        write(source)
        outcome = attack.call("bohp-sweep", [*WORDS, 1], source)
        if outcome.code != 0:
            raise SystemExit(outcome.error)
        expected = numbers(source)
    stops(attack, expected)
    signals(attack)
    pairs(attack)
    changes(attack)
    damage(attack)


def stops(attack, expected):
    with attack.folder() as folder:
        write(folder)
        total = attack.changes("bohp-sweep", [*WORDS, 1], folder)
    for name, fault, error in FAULTS:
        for place in attack.sample(range(1, total + 1)):
            with attack.folder() as folder:
                write(folder)
                outcome = attack.call("bohp-sweep", [*WORDS, 1], folder, **attack.fault(place, fault, error))
                complaint = None
                if fault in ("once", "always"):
                    complaint = outcome.complaint({0, 1, 73, 75}, lines=SEVERAL)
                elif outcome.code not in (0, -9):
                    complaint = f"exit code {outcome.code}"
                attack.check(f"a sweep, {name}", complaint or complete(attack, folder, expected), f"change {place} of {total}")


def undisturbed(attack, seeds):
    with attack.folder() as folder:
        write(folder, seeds)
        before = time.monotonic()
        attack.call("bohp-sweep", [*WORDS, 2], folder)
        return numbers(folder), time.monotonic() - before


def signals(attack):
    """Stops at random moments, some of the second kind, by which the process ends at once."""
    expected, duration = undisturbed(attack, 9)
    for _ in range(attack.times(100, 3)):
        with attack.folder() as folder:
            write(folder, 9)
            complaint = None
            for _ in range(attack.random.randint(1, 3)):
                process = attack.start("bohp-sweep", [*WORDS, 2], folder)
                time.sleep(attack.random.uniform(0, duration))
                number = attack.random.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT])
                for _ in range(attack.random.randint(1, 2)):
                    process.send_signal(number)
                outcome = attack.wait(process)
                if outcome.code not in (0, 75, -number):
                    complaint = complaint or f"signal {number}: {outcome.code} {outcome.error[:200]!r}"
            attack.check("a sweep, signals", complaint or complete(attack, folder, expected))


def pairs(attack):
    """Three processes on one sweep: every run is started once, and all end well."""
    expected, _ = undisturbed(attack, 9)
    for _ in range(attack.times(50, 3)):
        with attack.folder() as folder:
            write(folder, 9)
            processes = [attack.start("bohp-sweep", [*WORDS, 1], folder) for _ in range(3)]
            # One ends with 75 if others still train.
            outcomes = [attack.wait(process) for process in processes]
            complaint = next((c for c in (o.complaint({0, 75}, stopped=True) for o in outcomes) if c), None)
            logs = "".join(path.read_text() for path in (folder / "sweeps/lab/log").glob("*.csv"))
            if logs.count(",start,") != 20 or logs.count(",resume,") or logs.count(",finished,") != 20:
                complaint = complaint or f"{logs.count(',start,')} starts, {logs.count(',finished,')} ends of 20 runs"
            attack.check("three sweeps at once", complaint or complete(attack, folder, expected))


def changes(attack):
    """A file that changed is refused and nothing is touched; one that was added to goes on."""
    for more, code in (("eta: 0.5\n", 65), ("batch: 2\n", 65), ("early_stop: {min_episodes: 10}\n", 65), ("# words\n", 0),
                       ("evaluation_seed: 5\n", 65), ("constraints: [seed > 0]\n", 65), ("x: 1\n", 65)):
        for unfinished in (False, True):
            with attack.folder() as folder:
                write(folder)
                attack.call("bohp-sweep", [*WORDS, 1, *(["--runs", "1-2"] if unfinished else [])], folder)
                before = contents(folder / "sweeps")
                write(folder, 1, more)
                outcome = attack.call("bohp-sweep", [*WORDS, 1], folder)
                complaint = outcome.complaint({code})
                if code and contents(folder / "sweeps") != before:
                    complaint = complaint or "a refused sweep changed something"
                attack.check("a changed sweep file", complaint, repr(more))


def damage(attack):
    """Hostile sweep files, and hostile things in a sweep's folder."""
    for text in CONTENTS:
        with attack.folder() as folder:
            (folder / "lab.yaml").write_text(text)
            outcome = attack.call("bohp-sweep", ["--dry-run", "lab.yaml"], folder, seconds=20)
            complaint = outcome.complaint({0, 65})
            if outcome.code and list(folder.iterdir()) != [folder / "lab.yaml"]:
                complaint = complaint or "an error left something"
            attack.check("hostile sweep files", complaint, repr(text[:40]))
    with attack.folder() as source:
        write(source)
        attack.call("bohp-sweep", [*WORDS, 1], source)
        log = next((source / "sweeps/lab/log").iterdir()).name
        for name in ("sweep.yaml", "sweep.csv", f"log/{log}", "log", "runs", "runs/learning_rate=0.001,seed=0"):
            for what, change in THINGS.items():
                for words in (["lab.yaml", "--no-report"], ["status", "lab"], ["sweeps/lab", "--no-report"]):
                    with attack.folder() as folder:
                        shutil.copytree(source, folder, dirs_exist_ok=True)
                        remove(folder / "sweeps/lab" / name)
                        change(folder / "sweeps/lab" / name)
                        outcome = attack.call("bohp-sweep", words, folder, seconds=30)
                        attack.check("hostile things in a sweep", outcome.complaint(stopped=True, lines=SEVERAL),
                                     f"{' '.join(words)}: {name} is {what}")


def remove(path):
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def sparse(path):
    path.touch()
    os.truncate(path, 3 << 30)


THINGS = {"missing": lambda path: None, "empty": lambda path: path.touch(), "a folder": lambda path: path.mkdir(),
          "a pipe": os.mkfifo, "/dev/zero": lambda path: path.symlink_to("/dev/zero"),
          "a link to itself": lambda path: path.symlink_to(path.name), "damaged": lambda path: path.write_bytes(b"\x00\xff\"\r\n,"),
          "a large file": sparse}
