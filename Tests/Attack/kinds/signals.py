"""Signals at random moments, up to three in a row; the run is then resumed, with another number of threads."""

import signal
import time

from attack import SMALL, UNCOMPARED, contents, differences
from kills import status

CONFIGURATIONS = [
    [*SMALL, "--episodes", "400", "--checkpoint-every", "50"],
    [*SMALL, "--episodes", "490", "--batch", "7", "--checkpoint-every", "70", "--keep-best"],
    [*SMALL, "--episodes", "400", "--precision", "float", "--checkpoint-every", "100", "--evaluation-episodes", "2000"],
    ["--task", "regurgitation", "--episodes", "300", "--checkpoint-every", "100", "--evaluation-episodes", "50"],
]
SIGNALS = [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT]


def run(attack):
    for configuration in CONFIGURATIONS:
        start = ["--name", "x", *configuration]
        with attack.folder() as folder:
            before = time.monotonic()
            attack.train(folder, *start)
            duration = time.monotonic() - before
            expected = contents(folder / "runs/x", UNCOMPARED)
        for attempt in range(attack.times(100, 2)):
            with attack.folder() as folder:
                complaint = None
                for _ in range(attack.random.randint(1, 3)):
                    state = status(folder / "runs/x")
                    if state == "finished":
                        break
                    words = start if state is None else ["--resume", "x"]
                    process = attack.start("bohp-train", ["--threads", attack.random.randint(1, 3), *words], folder)
                    time.sleep(attack.random.uniform(0, duration))
                    number = attack.random.choice(SIGNALS)
                    process.send_signal(number)
                    outcome = attack.wait(process)
                    if outcome.code not in (0, 1, 75, -number):
                        complaint = complaint or f"signal {number}: {outcome.code} {outcome.error[:200]!r}"
                state = status(folder / "runs/x")
                if state != "finished":
                    outcome = attack.train(folder, *(start if state is None else ["--resume", "x"]))
                    complaint = complaint or outcome.complaint({0})
                attack.check("stopped and resumed", complaint or differences(folder / "runs/x", expected), f"{words}")
