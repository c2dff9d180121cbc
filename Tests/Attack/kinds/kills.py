"""Kills, errors and full disks at each call that changes the disk: of training, resuming, measuring and reporting."""

import json
import shutil

from attack import SMALL, SMALLEST_REPORT, UNCOMPARED, contents, differences, is_locked

CONFIGURATIONS = {
    "double": [*SMALL, "--episodes", "12", "--checkpoint-every", "5"],
    "batch of 7": [*SMALL, "--episodes", "21", "--batch", "7", "--checkpoint-every", "7", "--keep-best"],
    "float": [*SMALL, "--episodes", "5", "--precision", "float", "--checkpoint-every", "1", "--check-gradients"],
    "regurgitation": ["--task", "regurgitation", "--evaluation-episodes", "3", "--test-episodes", "2", "--episodes", "9",
                      "--checkpoint-every", "4"],
}
FAULTS = [("killed before", "before", 0), ("killed after", "after", 0), ("torn write", "torn", 0),
          ("ENOSPC once", "once", 28), ("ENOSPC from then on", "always", 28), ("EIO once", "once", 5)]


def status(run):
    try:
        return json.loads((run / "run.json").read_text())["status"]
    except FileNotFoundError:
        return None


def complete(attack, folder, start, resume):
    """What a user does after a stop: resumes, or starts again if there is no run yet. Gives a complaint or None."""
    state = status(folder / "runs/x")
    if state == "finished":
        return None
    words = start if state is None else resume
    complaint = attack.train(folder, *words).complaint({0})
    if complaint:
        return f"then {' '.join(words[:2])}: {complaint}"
    return "the lock is left" if is_locked(folder / "runs/x") else None


def stop_everywhere(attack, kind, prepare, words, finish, expected):
    """Stops a call at each of its changes in each way, completes the run, and compares all bytes."""
    with attack.folder() as folder:
        prepare(folder)
        total = attack.changes("bohp-train", ["--threads", "1", *words], folder)
    for name, fault, error in FAULTS:
        for place in attack.sample(range(1, total + 1)):
            with attack.folder() as folder:
                prepare(folder)
                outcome = attack.train(folder, *words, **attack.fault(place, fault, error))
                complaint = None
                if fault in ("once", "always"):
                    # An error where the lock is written or something old is removed does no harm.
                    complaint = outcome.complaint({0, 73})
                elif outcome.code not in (0, -9):
                    complaint = f"exit code {outcome.code}"
                complaint = complaint or finish(folder)
                complaint = complaint or differences(folder / "runs/x", expected)
                attack.check(f"{kind}, {name}", complaint, f"{' '.join(words)}, change {place} of {total}")


def run(attack):
    for name, configuration in CONFIGURATIONS.items():
        start = ["--name", "x", *configuration]
        resume = ["--resume", "x"]
        with attack.folder() as folder:
            def nothing(folder):
                return None

            attack.train(folder, *start)
            expected = contents(folder / "runs/x", UNCOMPARED)
            stop_everywhere(attack, "training", nothing, start,
                            lambda folder: complete(attack, folder, start, resume), expected)
        with attack.folder() as folder:
            total = attack.changes("bohp-train", ["--threads", "1", *start], folder)
        with attack.folder() as source:
            attack.train(source, *start, **attack.fault(total // 2, "torn"))
            if status(source / "runs/x") is None:
                raise SystemExit("the run to resume has no run.json")
            stop_everywhere(attack, "resuming", lambda folder: shutil.copytree(source / "runs", folder / "runs"), resume,
                            lambda folder: complete(attack, folder, start, resume), expected)
        with attack.folder() as source:
            attack.train(source, *start)
            evaluate = ["--evaluate", "x", "--evaluation-episodes", "4"]

            def measured(folder):
                if status(folder / "runs/x") != "finished":
                    return "no longer finished"
                return attack.train(folder, *evaluate).complaint({0})

            with attack.folder() as folder:
                shutil.copytree(source / "runs", folder / "runs")
                attack.train(folder, *evaluate)
                expected = contents(folder / "runs/x", UNCOMPARED)
            stop_everywhere(attack, "measuring", lambda folder: shutil.copytree(source / "runs", folder / "runs"), evaluate,
                            measured, expected)
    reports(attack)


def reports(attack):
    """A report that is replaced by the report of another run of the same name."""
    words = ["--dpi", "50", "--template", "t.md", "x"]
    with attack.folder() as source:
        (source / "t.md").write_text(SMALLEST_REPORT)
        attack.train(source, "--name", "x", *CONFIGURATIONS["double"])
        outcome = attack.call("bohp-report", words, source)
        if outcome.code != 0:
            raise SystemExit(outcome.error)
        old = contents(source / "reports")
        shutil.rmtree(source / "runs")
        attack.train(source, "--name", "x", "--seed", "1", *CONFIGURATIONS["double"])
        with attack.folder() as folder:
            shutil.copytree(source, folder, dirs_exist_ok=True)
            total = attack.changes("bohp-report", words, folder)
            new = contents(folder / "reports")
        for name, fault, error in FAULTS:
            for place in attack.sample(range(1, total + 1)):
                with attack.folder() as folder:
                    shutil.copytree(source, folder, dirs_exist_ok=True)
                    outcome = attack.call("bohp-report", words, folder, **attack.fault(place, fault, error))
                    complaint = None
                    if fault in ("once", "always"):
                        complaint = outcome.complaint({0, 73})
                    elif outcome.code not in (0, -9):
                        complaint = f"exit code {outcome.code}"
                    whole = {path: value for path, value in contents(folder / "reports").items() if path.startswith("x")}
                    if whole not in (old, new):
                        complaint = complaint or "a mix of two reports"
                    complaint = complaint or attack.call("bohp-report", words, folder).complaint({0})
                    if contents(folder / "reports") != new:
                        complaint = complaint or "the next report left other files than its own"
                    attack.check(f"reporting, {name}", complaint, f"change {place} of {total}")
