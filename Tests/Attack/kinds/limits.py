"""Small disks, standard output that is full or closed, few open files, and little memory."""

import contextlib
import os
import resource
import shutil
import subprocess
import sys

from attack import SMALL, SMALLEST_REPORT, UNCOMPARED, contents, differences

START = ["--name", "x", *SMALL, "--episodes", "60", "--checkpoint-every", "20"]


def run(attack):
    with attack.folder() as source:
        (source / "t.md").write_text(SMALLEST_REPORT)
        (source / "lab.yaml").write_text("episodes: 5\nevaluation_episodes: 2\npattern_size: 8\ncycles: 1\nseeds: 0-1\n")
        attack.train(source, *START)
        expected = contents(source / "runs/x", UNCOMPARED)
        attack.report(source, "--template", "t.md", "x")
        disks(attack, source, expected)
        outputs(attack, source)
        few_files(attack, source)
        little_memory(attack, source)


@contextlib.contextmanager
def disk(attack, kilobytes):
    """A folder on a disk of that size, and no folder if this user may not mount one."""
    with attack.folder() as folder:
        words = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", folder]
        if os.geteuid() != 0 or subprocess.run(words, stderr=subprocess.DEVNULL).returncode != 0:
            print("limits: no small disks, because this user may not mount them", file=sys.stderr)
            yield None
            return
        try:
            yield folder
        finally:
            subprocess.run(["umount", folder], check=True)


def disks(attack, source, expected):
    """Disks that fill while a run is trained, a report is replaced, or a sweep runs. More room then mends everything."""
    for kilobytes in attack.sample([4, 8, 16, 24, 32, 48, 64, 80, 96, 128, 160, 200, 256, 320, 400]):
        with disk(attack, kilobytes) as folder:
            if folder is None:
                return
            complaint = attack.train(folder, *START).complaint({0, 73})
            subprocess.run(["mount", "-o", "remount,size=8m", folder], check=True)
            state = (folder / "runs/x/run.json").exists()
            outcome = attack.train(folder, *(["--resume", "x"] if state else START))
            complaint = complaint or outcome.complaint({0, 64})
            attack.check("small disks, training", complaint or differences(folder / "runs/x", expected), f"{kilobytes} kB")
        with disk(attack, 2000) as folder:
            shutil.copytree(source, folder, dirs_exist_ok=True)
            old = contents(folder / "reports")
            shutil.rmtree(folder / "runs")
            attack.train(folder, "--seed", "1", *START)
            used = shutil.disk_usage(folder).used
            subprocess.run(["mount", "-o", f"remount,size={used + 1024 * kilobytes}", folder], check=True)
            outcome = attack.report(folder, "--template", "t.md", "x")
            complaint = outcome.complaint({0, 73})
            if outcome.code != 0 and contents(folder / "reports") != old:
                complaint = complaint or "not the old report"
            attack.check("small disks, reports", complaint, f"{kilobytes} kB of room")
        with disk(attack, kilobytes) as folder:
            shutil.copy(source / "lab.yaml", folder)
            complaint = attack.call("bohp-sweep", ["--no-report", "lab.yaml"], folder).complaint({0, 1, 73}, lines=11)
            subprocess.run(["mount", "-o", "remount,size=8m", folder], check=True)
            complaint = complaint or attack.call("bohp-sweep", ["--no-report", "lab.yaml"], folder).complaint({0})
            attack.check("small disks, sweeps", complaint, f"{kilobytes} kB")


def calls(source):
    """A call of each command that prints a result."""
    return [("bohp-train", ["--version"]), ("bohp-train", ["--help"]), ("bohp-train", ["--list-experiments"]),
            ("bohp-report", ["--list"]), ("bohp-report", ["--dpi", "50", "--template", "t.md", "x"]),
            ("bohp-train", [*SMALL, "--episodes", "3", "--name", "y"]), ("bohp-sweep", ["--no-report", "lab.yaml"]),
            ("bohp-sweep", ["--dry-run", "lab.yaml"]), ("bohp-bench", ["--help"])]


def outputs(attack, source):
    """Nothing but a full or closed standard output goes wrong, and nothing leaks into a file."""
    for program, words in calls(source):
        with attack.folder() as folder:
            shutil.copytree(source, folder, dirs_exist_ok=True)
            normal = attack.call(program, words, folder)
            if normal.code == 64 and "list-experiments" in words[0]:
                continue
            made = set(contents(folder))
        for what in ("full", "closed", "closed pipe"):
            with attack.folder() as folder:
                shutil.copytree(source, folder, dirs_exist_ok=True)
                if what == "closed pipe":
                    reading, writing = os.pipe()
                    os.close(reading)
                    outcome = attack.wait(attack.start(program, words, folder, output=writing))
                    os.close(writing)
                    complaint = outcome.complaint({0})
                elif what == "full":
                    with open("/dev/full", "wb") as output:
                        complaint = attack.wait(attack.start(program, words, folder, output=output)).complaint({74})
                else:
                    shell = ["sh", "-c", 'exec "$0" "$@" >&-', attack.programs / program, "--quiet", *words]
                    end = subprocess.run(shell, cwd=folder, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
                    complaint = None if end.returncode == 74 and end.stderr.count("\n") == 1 else f"{end}"
                names = {name for name in contents(folder) if "log/" not in name}
                if names != {name for name in made if "log/" not in name}:
                    complaint = complaint or f"it made {sorted(names ^ made)}"
                attack.check(f"{what} standard output", complaint, f"{program} {words[0]}")


def limited(attack, program, words, folder, kind, limit):
    process = subprocess.run(
        [attack.programs / program, "--quiet", *words], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        errors="replace", preexec_fn=lambda: resource.setrlimit(kind, (limit, limit)))
    return process.returncode, process.stderr


def few_files(attack, source):
    """One line that says what to do. With three files, the programs' libraries cannot be loaded."""
    for limit in attack.sample([4, 5, 6, 7, 8, 10, 12, 16, 20, 24, 28, 31, 32, 33, 40]):
        for program, words in calls(source):
            with attack.folder() as folder:
                shutil.copytree(source, folder, dirs_exist_ok=True)
                code, error = limited(attack, program, words, folder, resource.RLIMIT_NOFILE, limit)
                expected = 1 if limit < 32 else 0
                if code == 64 and "list-experiments" in words[0]:
                    continue
                complaint = None if code == expected and error.count("\n") == expected else f"{code} {error[:200]!r}"
                attack.check("few open files", complaint, f"{limit}: {program} {words[0]}")


def little_memory(attack, source):
    """Whatever happens to the process, the files are as after a kill: the next call has all it needs to finish."""
    expected = contents(source / "runs/x", UNCOMPARED)
    for megabytes in attack.sample([60, 80, 90, 100, 110, 120, 130, 140, 150, 175, 200, 250, 300, 400, 600]):
        with attack.folder() as folder:
            limited(attack, "bohp-train", START, folder, resource.RLIMIT_AS, megabytes << 20)
            state = (folder / "runs/x/run.json").exists()
            complaint = attack.train(folder, *(["--resume", "x"] if state else START)).complaint({0, 64})
            attack.check("little memory, training", complaint or differences(folder / "runs/x", expected), f"{megabytes} MB")
        with attack.folder() as folder:
            shutil.copytree(source, folder, dirs_exist_ok=True)
            old = contents(folder / "reports")
            code, error = limited(attack, "bohp-report", ["--dpi", "50", "x"], folder, resource.RLIMIT_AS, megabytes << 20)
            complaint = None if code == 0 or contents(folder / "reports") == old else "not the old report"
            attack.check("little memory, reports", complaint, f"{megabytes} MB")
