"""Runs bohp-bench, bohp-report and their peers in turns on the same cores, and writes what came out as Markdown.

    compare.py --programs FOLDER --output FILE [--figure FILE] [--only report] [--rounds N] [--seconds S]
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field

from report_peer import ReportComparison

HERE = pathlib.Path(__file__).resolve().parent


@dataclass
class Comparison:
    """One peer beside one of our benchmarks."""

    name: str
    benchmark: str
    patterns: int
    module: str
    function: str
    wanted: float | None = None
    version: str = ""
    disagreement: float = float("nan")
    memory: int | None = None
    ours: list = field(default_factory=list)
    theirs: list = field(default_factory=list)

    @property
    def ratios(self):
        return [theirs / ours for ours, theirs in zip(self.ours, self.theirs)]


COMPARISONS = [
    Comparison("JAX, jitted, episodes in one scan", "small", 3, "jax_peer", "small", wanted=7),
    Comparison("NumPy, backpropagation by hand", "small", 3, "numpy_peer", "bptt"),
    Comparison("PyTorch, eager", "small", 3, "torch_peer", "small"),
    Comparison("JAX, jitted, vmap over 32 episodes", "batch-float", 3, "jax_peer", "batch_float"),
    Comparison("JAX, jitted, gradient alone", "large", 5, "jax_peer", "large", wanted=7),
    Comparison("PyTorch, eager", "large", 5, "torch_peer", "large", wanted=15),
    Comparison("PyTorch, eager", "simple", 5, "torch_peer", "simple", wanted=8),
    Comparison("PyTorch, eager", "images", 3, "torch_peer", "images", wanted=8),
    Comparison("NumPy, RTRL as in the 2017 program", "rtrl", 3, "numpy_peer", "rtrl", wanted=40),
]

WORK = {
    "small": "training episode, N = 29, T = 66, double, one thread",
    "batch-float": "training episode of a batch of 32, N = 29, T = 66, float, all threads",
    "large": "training episode, N = 1000, T = 106, float, all threads",
    "simple": "training episode, N = 1001, T = 106, learned eta, float, all threads",
    "images": "training episode, N = 1025, T = 201, learned eta, clamped inputs, float, all threads",
    "rtrl": "training episode by RTRL, N = 29, T = 66, double, all threads",
}


class Bench:
    """Our side."""

    def __init__(self, program):
        self.program = program

    def report(self, *arguments):
        words = [self.program, *arguments, "--json", "--quiet"]
        return json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout)

    def seconds(self, benchmark, seconds):
        """The median time of an episode; on all threads where a benchmark has several measurements."""
        report = self.report(benchmark, "--seconds", str(seconds), "--repetitions", "9")
        return report["results"][0]["measurements"][-1]["median"]

    def gradient(self, benchmark, path):
        subprocess.run([self.program, benchmark, "--gradient", path], check=True, stdout=subprocess.DEVNULL)


class Peer:
    """Their side: a process that waits between its turns, so that it compiles and warms up once."""

    def __init__(self, comparison, gradient_file):
        words = [
            sys.executable, str(HERE / "worker.py"), comparison.module, comparison.function, gradient_file,
            str(comparison.patterns),
        ]
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"compare.py: a peer ended early, with code {self.process.wait()}")
        return json.loads(line)

    def train(self, seconds):
        self.process.stdin.write(f"{seconds}\n")
        self.process.stdin.flush()
        return self.read()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def compare(comparison, bench, gradient_file, rounds, seconds):
    """Fills in a comparison: turn and turn about, and who begins changes with every round."""
    print(f"{comparison.benchmark}: {comparison.name} …", file=sys.stderr)
    peer = Peer(comparison, gradient_file)
    answer = peer.read()
    comparison.version = answer["version"]
    comparison.disagreement = answer["disagreement"]
    peer.train(seconds / 4)

    def ours():
        comparison.ours.append(bench.seconds(comparison.benchmark, seconds))

    def theirs():
        answer = peer.train(seconds)
        comparison.theirs.append(answer["seconds"])
        comparison.memory = answer["memory"]

    for turn in range(rounds):
        for side in (ours, theirs) if turn % 2 == 0 else (theirs, ours):
            # Thread pools spin for a while after their work; they are not to do so in the other's turn.
            time.sleep(0.25)
            side()
    peer.close()


def duration(seconds):
    value, unit = (seconds * 1e6, "µs") if seconds < 1e-3 else (seconds * 1e3, "ms") if seconds < 1 else (seconds, "s")
    return f"{value:.{2 if value < 10 else 1 if value < 100 else 0}f} {unit}"


def size(count):
    return "" if count is None else f"{count / 2**20:.{1 if count < 10 * 2**20 else 0}f} MB"


def table(header, rows):
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def comparison_rows():
    for item in COMPARISONS:
        low, high = min(item.ratios), max(item.ratios)
        yield [
            WORK[item.benchmark],
            f"{item.name} ({item.version})",
            duration(statistics.median(item.ours)),
            duration(statistics.median(item.theirs)),
            f"**{statistics.median(item.ratios):.1f}** ({low:.1f} – {high:.1f})",
            f"{item.wanted:g}" if item.wanted else "",
            f"{item.disagreement:.0e}",
            size(item.memory),
        ]


def bench_rows(report):
    for result in report["results"]:
        for place, item in enumerate(result["measurements"]):
            count = "" if item["episodes"] == 1 else f" ({item['episodes']} episodes)"
            share = lambda key: f"{100 * item[key]:.0f} %" if key in item else ""
            yield [
                result["benchmark"] + count if place == 0 else "",
                f"{item['neurons']}",
                f"{item['steps']}",
                item["precision"],
                item["engine"].upper(),
                f"{item['batch']}",
                f"{item['threads']}",
                duration(item["median"]),
                f"{duration(item['lower_quartile'])} – {duration(item['upper_quartile'])}",
                size(result.get("peak_memory")) if place == 0 else "",
                f"{item['arithmetic_rate'] * 1e-9:.1f}",
                share("arithmetic_share"),
                f"{item['bandwidth'] * 1e-9:.1f}",
                share("bandwidth_share"),
            ]


def report_rows(comparison):
    for maker in comparison.makers:
        ratios = comparison.ratios(maker)
        times = f"**{statistics.median(ratios):.1f}** ({min(ratios):.1f} – {max(ratios):.1f})"
        yield [
            maker.name,
            duration(statistics.median(maker.seconds)),
            "" if maker is comparison.ours else times,
            f"{comparison.wanted_ratio}" if maker is comparison.notebook else "",
            size(maker.page_size),
            size(maker.figures_size),
            size(maker.memory),
        ]


def report_section(comparison, rounds):
    return f"""## The report beside a notebook

The default run's report: {comparison.figure_count} figures, each at 600 dpi for print and once more for the page
(bohp-report: twice more, for light and dark pages). Beside {comparison.version}, turn and turn about, {rounds} rounds,
each program from its start to its end. Times are medians, ratios medians with the least and the greatest.

{table(["made by", "time", "times bohp-report's", "wanted", "page", "figures for print", "memory"],
       report_rows(comparison))}
"""


def goals(report, notebook):
    """What is wanted, and what was found."""
    results = {result["benchmark"]: result for result in report["results"]}

    def median(name):
        return results[name]["measurements"][0]["median"]

    def memory(name):
        found = results[name].get("peak_memory")
        return found / 2**20 if found is not None else float("nan")

    def ratio(name):
        return results[name]["findings"][0]["value"]

    found = [
        ("the published run, 10,000 episodes", "< 1 s", median("original"), 1, duration(median("original"))),
        ("memory at N = 1000", "< 80 MB", memory("large"), 80, f"{memory('large'):.0f} MB"),
        ("memory of RTRL at N = 29", "< 32 MB", memory("rtrl"), 32, f"{memory('rtrl'):.0f} MB"),
        ("batch of 32, double: all threads to one", "≥ 1.8", -ratio("batch"), -1.8, f"{ratio('batch'):.2f}"),
        ("memory at N = 1001 with a learned eta", "< 90 MB", memory("simple"), 90, f"{memory('simple'):.0f} MB"),
        (
            "an episode at N = 1001, learned to fixed eta", "≤ 1.3", median("simple") / median("simple-fixed"), 1.3,
            f"{median('simple') / median('simple-fixed'):.2f}",
        ),
        ("RTRL at N = 64: an episode", "possible", 0, 1, duration(median("rtrl-64"))),
        (
            "the default run's report", f"< {notebook.wanted_seconds} s", notebook.median, notebook.wanted_seconds,
            duration(notebook.median),
        ),
    ]  # fmt: skip
    for what, wanted, value, limit, text in found:
        yield [what, wanted, text, "yes" if value <= limit else "**no**"]
    for item in COMPARISONS:
        if item.wanted:
            ratio_found = statistics.median(item.ratios)
            yield [
                f"{item.benchmark}, times as fast as {item.version.split()[0]}",
                f"≥ {item.wanted:g}",
                f"{ratio_found:.1f}",
                "yes" if ratio_found >= item.wanted else "**no**",
            ]
    yield [
        f"report, times as fast as {notebook.notebook.name}",
        f"≥ {notebook.wanted_ratio}",
        f"{notebook.ratio:.1f}",
        "yes" if notebook.ratio >= notebook.wanted_ratio else "**no**",
    ]


def results_page(report, notebook, load, rounds):
    machine = report["machine"]
    limits = [item["limits"] for result in report["results"] for item in result["measurements"] if "limits" in item]
    scaling = next(result for result in report["results"] if result["benchmark"] == "scaling")
    exponents = "\n".join(f"- {finding['name']}: {finding['value']:.2f}" for finding in scaling["findings"])
    return f"""# Results

Written by `Benchmarks/peers/run` on {datetime.date.today()}; how to read it is in [README.md](README.md).

- machine: {machine['processor']}, {machine['cores']} cores, {machine['memory'] / 2**30:.0f} GB, {machine['system']}
- BOHP {report['software']['version']}, {machine['instruction_set']} kernels; peaks measured with \
{limits[0]['instruction_set']}
- Python {platform.python_version()}; load average of the minute before: {load:.2f}

## Goals

{table(["what", "wanted", "found", "reached"], goals(report, notebook))}

## Beside other software

Turn and turn about on the same cores, {rounds} rounds; times are medians, ratios medians with the least and the
greatest. Gradient: largest difference from BOHP's in double precision, relative to its largest element, on the
first episode.

{table(["work", "peer", "BOHP", "peer's time", "ratio", "wanted", "gradient", "peer's memory"], comparison_rows())}

{report_section(notebook, rounds)}
## Beside the machine's limits

{table(["benchmark", "N", "T", "numbers", "engine", "batch", "threads", "time", "quartiles", "memory", "Gflop/s",
        "of peak", "GB/s", "of peak"], bench_rows(report))}

Fitted exponents of the scaling benchmark:

{exponents}
"""


def main():
    parser = argparse.ArgumentParser(description="Compare BOHP with NumPy, JAX, PyTorch and matplotlib.")
    parser.add_argument("--programs", required=True, type=pathlib.Path, help="where bohp-bench and the others are")
    parser.add_argument("--output", required=True, help="the Markdown file to write")
    parser.add_argument("--only", choices=["report"], help="measure this alone, print its table and write no file")
    parser.add_argument("--figure", help="where bohp-bench draws cost against N")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.5, help="of every turn")
    settings = parser.parse_args()
    bench = Bench(settings.programs / "bohp-bench")
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        notebook = ReportComparison(settings.programs, folder)
        notebook.measure(settings.rounds)
        if settings.only == "report":
            print(report_section(notebook, settings.rounds), end="")
            return
        for comparison in COMPARISONS:
            path = os.path.join(folder, comparison.benchmark)
            if not os.path.exists(path):
                bench.gradient(comparison.benchmark, path)
            compare(comparison, bench, path, settings.rounds, settings.seconds)
    print("bohp-bench …", file=sys.stderr)
    figure = ["--figure", settings.figure] if settings.figure else []
    report = bench.report("--seconds", str(settings.seconds), *figure)
    page = results_page(report, notebook, load, settings.rounds)
    staged = settings.output + ".tmp"
    with open(staged, "w") as file:
        file.write(page)
    os.replace(staged, settings.output)
    print(settings.output)


main()
