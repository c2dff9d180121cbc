"""Templates, bibliographies and style sheets that ask for too much, nest deeply, or are no text."""

from attack import SMALL

FENCE = "```"


def figure(name):
    return f"{FENCE}{{figure}} {name}\n{FENCE}\n\n"


TEMPLATES = {
    "substitutions": "{{ run.seed }} " * 100_000, "one expression": "{{ run.seed " + "| fixed(2) " * 100_000 + "}}",
    "open braces": "{{" * 100_000, "equal headings": "# Same\n\n" * 100_000, "figures": figure("loss-curve") * 500,
    "tables": f"{FENCE}{{table}} configuration\n{FENCE}\n\n" * 5000, "quotes": ">" * 100_000 + " x",
    "lists": "".join("  " * depth + "- x\n" for depth in range(2000)), "emphasis": "*" * 200_000 + "x" + "*" * 200_000,
    "brackets": "[" * 100_000, "links": "[a](" * 50_000, "references": "[a]: /" + "x" * 100_000 + "\n\n" + "[a] " * 10_000,
    "a wide table": "|" + "a|" * 5000 + "\n|" + "-|" * 5000 + "\n" + "|x|\n" * 5000, "backticks": "`" * 300_001,
    "a long fence": "`" * 100_000 + "{if} run.seed\nx\n" + "`" * 100_000, "not": f"{FENCE}{{if}} " + "not " * 100_000 + f"\n{FENCE}",
    "math groups": f"{FENCE}{{math}}\n" + "{" * 100_000 + f"\n{FENCE}", "math": "{math}`" + "\\frac" * 50_000 + "`",
    "footnotes": "".join(f"[^{n}] [^{n}]: x\n\n" for n in range(20_000)), "itself": f"{FENCE}{{include}} t.md\n{FENCE}\n",
    "front matter": "---\n" + "title: x\n" * 100_000 + "---\n", "deep front matter": "---\n" + "a: [" * 10_000 + "\n---\n",
    "bytes": "\x00\x01\x02\x7f" * 50_000, "one line": "x" * 3_900_000, "html": "<div>" * 100_000, "entities": "&amp;" * 500_000,
    "autolinks": "www." * 500_000, "strikes": "~~a " * 300_000, "citations": "{cite}`nobody` " * 10_000,
    "numrefs": "{numref}`x` " * 10_000, "widths": f"{FENCE}{{figure}} loss-curve\n:width: 1e308mm\n{FENCE}\n",
    "options": f"{FENCE}{{figure}} loss-curve\n" + ":window: 9223372036854775807\n" * 1000 + f"{FENCE}\n",
    "other files": f"{FENCE}{{include}} /dev/zero\n{FENCE}\n", "pipes": f"{FENCE}{{include}} ../../../proc/kmsg\n{FENCE}\n",
    "pictures": "![](/dev/zero)\n\n" * 1000, "nested directives": "".join(
        "`" * (2003 - n) + "{note}\n" for n in range(2000)), "escapes": "\x1b[31m" * 10_000, "tabs": "\t" * 500_000 + "x",
}
BIBLIOGRAPHIES = ["", "@", "@a", "@a{", "@a{b,c=" + "{" * 500_000, "@a{b,c=\"\\", "@string{a=\"b\"}" * 50_000,
                  "@a{b,c=" + "d#" * 200_000 + "d}", "".join("@a{k%d, title={x}}" % n for n in range(20_000)), "\x00" * 100_000,
                  "@a{b, author={" + "A and " * 100_000 + "B}}", "@a{b, title={" + "\\'{e}" * 100_000 + "}}", "\x1b[31m@a{b"]


def run(attack):
    with attack.folder() as folder:
        attack.train(folder, "--name", "x", *SMALL, "--episodes", "5")
        for name, text in TEMPLATES.items():
            report(attack, folder, "hostile templates", name, text)
        for text in BIBLIOGRAPHIES:
            (folder / "b.bib").write_text(text)
            report(attack, folder, "hostile bibliographies", repr(text[:30]), "---\nbibliography: b.bib\n---\n\n{cite}`b`\n")
        # Random lines of all of them together.
        pieces = [line for text in TEMPLATES.values() for line in text.splitlines()[:3] if len(line) < 500]
        for attempt in range(attack.times(300, 3)):
            text = "\n".join(attack.random.choice(pieces) for _ in range(attack.random.randint(1, 40)))
            report(attack, folder, "random templates", repr(text[:100]), text)


def report(attack, folder, kind, what, text):
    (folder / "t.md").write_text(text)
    (folder / "style.css").write_text("")
    outcome = attack.report(folder, "--template", "t.md", "x", seconds=10)
    attack.check(kind, outcome.complaint({0, 1, 65, 66}), what)
