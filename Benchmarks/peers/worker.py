"""A peer in a process of its own: says what its gradient is worth, then trains whenever it is told to.

    worker.py MODULE FUNCTION CASE PATTERNS

Each line on standard input is a number of seconds; for each it trains about as long, and answers with one line of
JSON.
"""

import importlib
import json
import sys
import time

from workloads import Case


def answer(values):
    print(json.dumps(values), flush=True)


def peak_memory():
    """The most memory this process has had in use, in bytes, or None where the system does not say."""
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) << 10 for line in status if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        return None


def main():
    module_name, function, path, patterns = sys.argv[1:]
    module = importlib.import_module(module_name)
    case = Case.read(path, int(patterns))
    trainer = getattr(module, function)(case)
    disagreement = case.disagreement(*trainer.gradient())
    # The first call compiles.
    trainer.train()
    answer({"version": module.version, "disagreement": disagreement})
    for line in sys.stdin:
        wanted = float(line)
        episodes, start = 0, time.perf_counter()
        while True:
            episodes += trainer.train()
            spent = time.perf_counter() - start
            if spent >= wanted:
                break
        answer({"seconds": spent / episodes, "episodes": episodes, "memory": peak_memory()})


main()
