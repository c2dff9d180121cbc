"""Random damage to each file of a run, hostile numbers in its texts, and other things in the place of its files."""

import json
import os
import re
import shutil
import socket

from attack import SMALL, SMALLEST_REPORT, contents

NUMBERS = ["1e308", "-1e308", "1e-320", "1e300", "-0.0", "0", "-1", "9223372036854775807", "-9223372036854775808",
           "18446744073709551616", "1e19", "0.5", "\"NaN\"", "\"Infinity\"", "null", "true", "[]", "{}", "\"\"",
           "\"\\u001b[31m\"", "\"</script>\"", "\"" + "x" * 5000 + "\""]
DECIMALS = ["nan", "inf", "-inf", "1e308", "-1e308", "1e300", "1e-300", "1e-320", "-1e100", "", "x", "1e999", "0x1p3",
            "\"1\"", "1;2", "\x00", "9223372036854775808"]


def prepare(attack, folder):
    (folder / "t.md").write_text(SMALLEST_REPORT)
    start = attack.train(folder, "--name", "x", *SMALL, "--episodes", "40", "--checkpoint-every", "20", "--keep-best",
                         "--check-gradients")
    # An intact run has a report; otherwise the refusals of damaged ones would say nothing.
    for words in (["x"], ["x", "--template", "t.md"]):
        if start.code == 0:
            start = attack.call("bohp-report", ["--dpi", "50", *words], folder, seconds=60)
    if start.code != 0:
        raise SystemExit(start.error)
    shutil.rmtree(folder / "reports")


def both(attack, kind, source, change, what, full=False):
    """Makes a change in copies of a run, and gives them to the report and to the trainer."""
    report = ["x"] if full else ["x", "--template", "t.md"]
    for name, words in (("bohp-report", ["--dpi", "50", *report]), ("bohp-train", ["--resume", "x", "--episodes", "45"])):
        with attack.folder() as folder:
            shutil.copytree(source, folder, dirs_exist_ok=True, symlinks=True)
            change(folder / "runs/x")
            before = contents(folder)
            outcome = attack.call(name, words, folder, seconds=30)
            # It is read, or it is called damaged or unreadable. Settings can also become those of other kernels.
            complaint = outcome.complaint({0, 65, 66})
            if outcome.code != 0 and contents(folder) != before:
                complaint = complaint or "a refused call changed something"
            attack.check(f"{kind}, {name}", complaint, what)


def run(attack):
    with attack.folder() as source:
        prepare(attack, source)
        files = sorted(path.name for path in (source / "runs/x").iterdir())
        for name in files:
            original = (source / "runs/x" / name).read_bytes()
            for _ in range(attack.times(150)):
                length = attack.random.randrange(len(original))
                both(attack, "cut", source, lambda run: (run / name).write_bytes(original[:length]), f"{name} to {length}")
            for _ in range(attack.times(300)):
                damaged = bytearray(original)
                place = attack.random.randrange(len(original) if attack.random.random() < 0.5 else min(300, len(original)))
                damaged[place] ^= 1 << attack.random.randrange(8)
                both(attack, "flipped bit", source, lambda run: (run / name).write_bytes(damaged), f"{name} at {place}",
                     full=attack.random.random() < 0.2)
            special(attack, source, name, original)
        values(attack, source)


def leaves(value, path=()):
    """The paths of all numbers and texts of a JSON value, one for each list."""
    if isinstance(value, dict):
        for key in value:
            yield from leaves(value[key], (*path, key))
    elif isinstance(value, list):
        for index in range(min(1, len(value))):
            yield from leaves(value[index], (*path, index))
    else:
        yield path


def values(attack, source):
    """Hostile values in JSON and CSV files, all with the full report."""
    for name in ("run.json", "evaluation.json", "gradients.json"):
        text = (source / "runs/x" / name).read_text()
        for path in attack.sample(leaves(json.loads(text))):
            for value in attack.sample(NUMBERS):
                changed = json.loads(text)
                place = changed
                for key in path[:-1]:
                    place = place[key]
                place[path[-1]] = "HOSTILE"
                both(attack, "value", source,
                     lambda run: (run / name).write_text(json.dumps(changed).replace('"HOSTILE"', value)),
                     f"{name} {'.'.join(map(str, path))} = {value[:40]}", full=True)
    for name in ("metrics.csv", "dynamics.csv"):
        lines = (source / "runs/x" / name).read_text().splitlines()
        for column in range(lines[0].count(",") + 1):
            for value in attack.sample(DECIMALS):
                for row in {1, len(lines) - 1}:
                    changed = list(lines)
                    cells = changed[row].split(",")
                    cells[column] = value
                    changed[row] = ",".join(cells)
                    both(attack, "value", source, lambda run: (run / name).write_text("\n".join(changed) + "\n"),
                         f"{name} row {row} column {column} = {value!r}", full=True)
    import struct
    for name in sorted(path.name for path in (source / "runs/x").glob("*.safetensors")):
        original = (source / "runs/x" / name).read_bytes()
        header = int.from_bytes(original[:8], "little")
        for number in (1e308, -1e308, 1e154, 1e-320, float("nan"), float("inf")):
            for _ in range(attack.times(10)):
                damaged = bytearray(original)
                place = 8 + header + 8 * attack.random.randrange((len(original) - 8 - header) // 8)
                damaged[place:place + 8] = struct.pack("<d", number)
                both(attack, "value", source, lambda run: (run / name).write_bytes(damaged), f"{name} at {place} = {number}",
                     full=True)
        for pattern, other in HEADERS:
            text = original[8:8 + header].decode()
            changed = re.sub(pattern, other, text, count=1).encode()
            both(attack, "value", source,
                 lambda run: (run / name).write_bytes(len(changed).to_bytes(8, "little") + changed + original[8 + header:]),
                 f"{name} header {other[:40]}")


HEADERS = [(r'"shape":\[[^]]*\]', '"shape":[]'), (r'"shape":\[[^]]*\]', '"shape":[-1,-17]'),
           (r'"shape":\[[^]]*\]', '"shape":[4294967296,4294967296]'),
           (r'"shape":\[[^]]*\]', '"shape":[' + "1," * 100000 + "1]"), (r'"dtype":"F64"', '"dtype":"BF16"'),
           (r'"dtype":"F64"', '"dtype":"\\\\u001b[31m"'), (r'"data_offsets":\[(\d+)', '"data_offsets":[9223372036854775807'),
           (r'"data_offsets":\[(\d+)', '"data_offsets":[-8'), (r'"w"', '"alpha"')]


def special(attack, source, name, original):
    """Something that is no file, or an enormous one, in the place of a file."""
    def device(path, target):
        path.unlink()
        path.symlink_to(target)

    def listener(path):
        path.unlink()
        here = os.getcwd()
        os.chdir(path.parent)
        socket.socket(socket.AF_UNIX).bind(path.name)
        os.chdir(here)

    def sparse(path):
        os.truncate(path, 3 << 30)

    def empty_sparse(path):
        path.write_bytes(b"")
        sparse(path)

    things = {
        "missing": lambda path: path.unlink(), "empty": lambda path: path.write_bytes(b""),
        "folder": lambda path: (path.unlink(), path.mkdir()), "pipe": lambda path: (path.unlink(), os.mkfifo(path)),
        "link to itself": lambda path: device(path, path.name), "/dev/zero": lambda path: device(path, "/dev/zero"),
        "/dev/full": lambda path: device(path, "/dev/full"), "/dev/null": lambda path: device(path, "/dev/null"),
        "dangling link": lambda path: device(path, "nowhere"), "socket": listener,
        "3 GB behind the file": sparse, "3 GB of zeros": empty_sparse,
    }
    for thing, change in things.items():
        both(attack, "special file", source, lambda run: change(run / name), f"{name}: {thing}")
