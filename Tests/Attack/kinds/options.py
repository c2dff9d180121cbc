"""Hostile values of options, of configuration files, and of the names of runs."""

import re

from attack import SMALL, SMALLEST_REPORT

VALUES = ["", " ", "0", "-1", "1", "1e999", "nan", "inf", "-inf", "1e-320", "9223372036854775807", "9223372036854775808",
          "18446744073709551616", "0x10", "1,5", "é", "\x1b[31m", "\n", "../..", "/", ".", "..", "/dev/full", "/dev/null",
          "x" * 100_000, "--seed", "\U0001f4a5", "%s%n", "a/b", "~"]
CONFIGURATIONS = ["", "{", "[]", "null", "1", "{}", "[" * 100_000, '{"a":' * 100_000, "\ufeff{}", '{"seed": 1e999}',
                  '{"seed": -1}', '{"seed": 1.5}', '{"episodes": null}', '{"task": 5}', '{"task": {"name": []}}',
                  '{"seed": 1, "seed": 2}', '{"\u001b[31m": 1}', '{"' + "x" * 100_000 + '": 1}', '{"eta": "0.5"}',
                  "\x00", '{"learning_rate": 1e308}', '{"learning_rate": 1e-320}', "{/*", '{"task": "' + "y" * 9999 + '"}']
NAMES = ["a b", "é", "-x", "x-vs-y", "run", ".", "..", "", "a/b", "\x1b[31m", "a\nb", "x" * 300, "CON", "'", '"', "$HOME",
         "<b>", "&amp;", "{{ run.name }}", "`rm`", "\\", "*", "\u202e", "_%#"]


def options(attack, program, folder):
    # Those that would train for long, serve for ever or open a browser are no test of their values.
    skipped = {"--open", "--watch", "--help", "--version", "--list", "--threads"}
    text = attack.call(program, ["--help"], folder).output
    return [name for name in re.findall(r"^ +(?:-\w, +)?(--[a-z0-9-]+) [A-Z]", text, re.MULTILINE) if name not in skipped]


def run(attack):
    with attack.folder() as folder:
        (folder / "t.md").write_text(SMALLEST_REPORT)
        attack.train(folder, "--name", "x", *SMALL, "--episodes", "5")
        for program, base in (("bohp-train", [*SMALL, "--episodes", "3", "--threads", "1"]),
                              ("bohp-report", ["--dpi", "50", "--template", "t.md", "x"])):
            for option in options(attack, program, folder):
                for value in attack.sample(VALUES):
                    if "\x00" in value:
                        continue
                    # A large number of episodes is legal, and so is waiting for it.
                    if option in ("--episodes", "--evaluation-episodes") and value.startswith("9223372036854775807"):
                        continue
                    with attack.folder() as place:
                        (place / "t.md").write_text(SMALLEST_REPORT)
                        (place / "runs").symlink_to(folder / "runs") if program == "bohp-report" else None
                        outcome = attack.call(program, [*base, f"{option}={value}"], place, seconds=20)
                        attack.check(f"options of {program}", outcome.complaint(), f"{option}={value[:40]!r}")
        for name in NAMES:
            with attack.folder() as place:
                (place / "t.md").write_text(SMALLEST_REPORT)
                outcome = attack.train(place, *SMALL, "--episodes", "3", f"--name={name}")
                complaint = outcome.complaint()
                if outcome.code == 0:
                    complaint = attack.call("bohp-report", ["--template", "t.md", "--", name], place).complaint()
                attack.check("names of runs", complaint, repr(name[:40]))
        for text in CONFIGURATIONS:
            with attack.folder() as place:
                (place / "c.json").write_text(text)
                outcome = attack.train(place, "--config", "c.json", *SMALL, "--episodes", "3", seconds=20)
                attack.check("configuration files", outcome.complaint(), repr(text[:40]))
        for runs in ("r", "r/", "r//", "r/s", "é", "./r", "", "."):
            with attack.folder() as place:
                outcome = attack.train(place, *SMALL, "--episodes", "3", f"--runs={runs}", "--name", "x")
                attack.check("short folders", outcome.complaint(), repr(runs))
