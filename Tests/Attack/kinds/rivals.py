"""Two processes that want one run, and a run whose folder changes during training."""

import shutil
import signal
import time

from attack import SMALL, SMALLEST_REPORT, UNCOMPARED, contents, differences

LONG = [*SMALL, "--checkpoint-every", "100", "--episodes", "1000"]
ENDLESS = [*SMALL, "--checkpoint-every", "100", "--episodes", "100000000"]


def wait_for(path, process):
    """Waits until a file is there; False if the process ends first."""
    while process.poll() is None:
        if path.exists():
            return True
        time.sleep(0.002)
    return False


def run(attack):
    with attack.folder() as folder:
        (folder / "t.md").write_text(SMALLEST_REPORT)
        attack.train(folder, *LONG, "--name", "x")
        expected = contents(folder / "runs/x", UNCOMPARED)
    for _ in range(attack.times(50, 2)):
        second_writer(attack)
        two_resumes(attack, expected)
        two_new_runs(attack, ["--name", "x"], expected)
        two_new_runs(attack, [], expected)
        two_reports(attack)
        for way in ("removed", "renamed", "replaced", "metrics removed"):
            moved(attack, way)


def second_writer(attack):
    with attack.folder() as folder:
        first = attack.start("bohp-train", ["--name", "x", *ENDLESS], folder)
        complaint = None
        if not wait_for(folder / "runs/x/checkpoint.safetensors", first):
            complaint = "the first one ended"
        for words in (["--resume", "x"], ["--evaluate", "x"], ["--name", "x", *ENDLESS]):
            complaint = complaint or attack.train(folder, *words).complaint({73})
        first.send_signal(signal.SIGINT)
        complaint = complaint or attack.wait(first).complaint({0, 1, 75}, stopped=True)
        complaint = complaint or attack.report(folder, "x", "--template", "t.md").complaint({66})
        attack.check("a second writer", complaint)


def two_resumes(attack, expected):
    with attack.folder() as folder:
        first = attack.start("bohp-train", ["--name", "x", *LONG], folder)
        wait_for(folder / "runs/x/checkpoint.safetensors", first)
        first.kill()
        attack.wait(first)
        pair = [attack.start("bohp-train", ["--resume", "x"], folder) for _ in range(2)]
        outcomes = [attack.wait(process) for process in pair]
        codes = sorted(outcome.code for outcome in outcomes)
        # The second one is refused, or finds a run that is finished.
        complaint = None if codes in ([0, 0], [0, 64], [0, 73], [64, 64]) else f"exit codes {codes}"
        complaint = complaint or next((c for c in (outcome.complaint() for outcome in outcomes) if c), None)
        attack.check("two resumes", complaint or differences(folder / "runs/x", expected))


def two_new_runs(attack, name, expected):
    with attack.folder() as folder:
        pair = [attack.start("bohp-train", [*name, *LONG], folder) for _ in range(2)]
        outcomes = [attack.wait(process) for process in pair]
        runs = sorted((folder / "runs").iterdir())
        codes = sorted(outcome.code for outcome in outcomes)
        complaint = next((c for c in (outcome.complaint() for outcome in outcomes) if c), None)
        if codes != ([0, 73] if name else [0, 0]) or len(runs) != (1 if name else 2):
            complaint = complaint or f"exit codes {codes}, {len(runs)} runs"
        for each in runs:
            complaint = complaint or differences(each, expected)
        attack.check("two new runs" + (" of one name" if name else ""), complaint)


def two_reports(attack):
    with attack.folder() as folder:
        (folder / "t.md").write_text(SMALLEST_REPORT)
        attack.train(folder, "--name", "x", *LONG)
        words = ["--dpi", "50", "--template", "t.md", "x"]
        attack.call("bohp-report", words, folder)
        expected = contents(folder / "reports")
        shutil.rmtree(folder / "reports")
        pair = [attack.start("bohp-report", words, folder) for _ in range(3)]
        complaint = next((c for c in (attack.wait(process).complaint({0}) for process in pair) if c), None)
        if contents(folder / "reports") != expected:
            complaint = complaint or "other files than those of one report"
        attack.check("three reports at once", complaint)


def moved(attack, way):
    with attack.folder() as folder:
        process = attack.start("bohp-train", ["--name", "x", *ENDLESS], folder)
        wait_for(folder / "runs/x/checkpoint.safetensors", process)
        run = folder / "runs/x"
        if way == "removed":
            while run.exists():
                shutil.rmtree(run, ignore_errors=True)
        elif way == "metrics removed":
            (run / "metrics.csv").unlink()
        else:
            run.rename(folder / "runs/y")
            if way == "replaced":
                run.mkdir()
        outcome = attack.wait(process, 20)
        complaint = outcome.complaint({73, 65, 66, 1})
        if way == "removed" and run.exists() or way == "replaced" and contents(run):
            complaint = complaint or f"it made {sorted(contents(folder / 'runs'))}"
        if way == "renamed":
            complaint = complaint or ("it made the folder again" if run.exists() else None)
            again = attack.start("bohp-train", ["--resume", "y"], folder)
            time.sleep(0.3)
            again.send_signal(signal.SIGINT)
            complaint = complaint or attack.wait(again).complaint({0, 1, 75}, stopped=True)
        attack.check(f"folder {way} during training", complaint)
