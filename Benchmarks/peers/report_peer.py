"""The report of a run beside a notebook of matplotlib figures, and beside matplotlib alone."""

import os
import pathlib
import re
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from importlib.metadata import version

import nbformat.v4 as notebook

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE / "notebook.py"


def write_notebook(path):
    """Makes a notebook of the cells that `# %%` begins in notebook.py."""
    cells = []
    for part in re.split(r"^# %%", SOURCE.read_text(), flags=re.MULTILINE)[1:]:
        head, _, body = part.partition("\n")
        if "markdown" in head:
            cells.append(notebook.new_markdown_cell(re.sub(r"^# ?", "", body, flags=re.MULTILINE).strip()))
        else:
            cells.append(notebook.new_code_cell(body.strip()))
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    document = notebook.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    path.write_text(notebook.writes(document))


def picture_sizes(folder):
    """Width and height in pixels of every PNG picture in a folder, by name."""
    sizes = {}
    for path in folder.glob("*.png"):
        # A PNG file starts with eight bytes of signature, and its first chunk with its length, name, width and height.
        sizes[path.stem] = struct.unpack(">II", path.read_bytes()[16:24])
    return sizes


@dataclass
class Maker:
    """One way to make the report."""

    name: str
    arguments: list
    folder: pathlib.Path
    page: pathlib.Path | None = None
    environment: dict = field(default_factory=dict)
    seconds: list = field(default_factory=list)
    memory: int = 0
    figures_size: int | None = None
    page_size: int | None = None

    @property
    def figures(self):
        return self.folder / "figures"

    def run(self):
        self.figures.mkdir(parents=True, exist_ok=True)
        start = time.perf_counter()
        with tempfile.TemporaryFile("w+") as messages:
            process = subprocess.Popen(
                self.arguments, env={**os.environ, **self.environment}, stdout=subprocess.DEVNULL, stderr=messages
            )
            _, status, usage = os.wait4(process.pid, 0)
            spent = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode != 0:
                messages.seek(0)
                sys.exit(f"{messages.read()}\ncompare.py: {self.name} ended with code {process.returncode}")
        # Kilobytes, except on a Mac; of the largest process where there are several.
        self.memory = max(self.memory, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
        return spent

    def weigh(self):
        """Notes how large the files are."""
        self.figures_size = sum(path.stat().st_size for path in self.figures.glob("*.png"))
        self.page_size = self.page.stat().st_size if self.page else None


class ReportComparison:
    """Trains the default run, and makes its report in turns."""

    wanted_ratio, wanted_seconds = 5, 2

    def __init__(self, programs, folder):
        runs = pathlib.Path(folder) / "runs"
        run = runs / "report"
        subprocess.run(
            [programs / "bohp-train", "--quiet", "--check-gradients", "--runs", runs, "--name", run.name],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        ours, converted, drawn = (pathlib.Path(folder) / name for name in ("ours", "converted", "drawn"))
        converted.mkdir()
        write_notebook(converted / "report.ipynb")
        convert = ["-m", "nbconvert", "--log-level", "ERROR", "--execute", "--to", "html", converted / "report.ipynb"]

        def environment(figures):
            return {"NOTEBOOK_RUN": str(run), "NOTEBOOK_FIGURES": str(figures / "figures")}

        self.ours = Maker(
            "bohp-report", [programs / "bohp-report", "--quiet", "--output", ours, run], ours / run.name,
            ours / run.name / "report.html",
        )  # fmt: skip
        self.notebook = Maker(
            "matplotlib + nbconvert", [sys.executable, *convert], converted, converted / "report.html",
            environment(converted),
        )  # fmt: skip
        self.drawing = Maker(
            "matplotlib alone, the notebook's cells as a plain program", [sys.executable, SOURCE], drawn,
            environment=environment(drawn),
        )  # fmt: skip
        self.makers = [self.ours, self.notebook, self.drawing]
        self.version = ", ".join(f"{name} {version(name)}" for name in ("matplotlib", "nbconvert"))

    def measure(self, rounds):
        """One round to warm up, in which matplotlib also learns which fonts there are, then turn and turn about."""
        print("report: matplotlib + nbconvert …", file=sys.stderr)
        for maker in self.makers:
            maker.run()
            maker.weigh()
        self.check()
        for turn in range(rounds):
            for maker in self.makers if turn % 2 == 0 else reversed(self.makers):
                maker.seconds.append(maker.run())

    def check(self):
        """Whoever draws less, or smaller, is no peer."""
        ours = picture_sizes(self.ours.figures)
        self.figure_count = len(ours)
        for maker in (self.notebook, self.drawing):
            theirs = picture_sizes(maker.figures)
            differing = sorted(
                name
                for name in ours.keys() | theirs.keys()
                if name not in ours
                or name not in theirs
                or abs(ours[name][0] - theirs[name][0]) > 1
                or abs(ours[name][1] / theirs[name][1] - 1) > 0.05
            )
            if differing:
                sys.exit(f"compare.py: {maker.name} and bohp-report draw different figures: {', '.join(differing)}")

    def ratios(self, maker):
        return [theirs / ours for ours, theirs in zip(self.ours.seconds, maker.seconds)]

    @property
    def ratio(self):
        return statistics.median(self.ratios(self.notebook))

    @property
    def median(self):
        return statistics.median(self.ours.seconds)
