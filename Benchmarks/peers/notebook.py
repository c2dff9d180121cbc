# %% [markdown]
# # A training run
#
# The figures of BOHP's default report, drawn with matplotlib from a run's files: as large, as finely resolved, with the
# same numbers. `report_peer.py` makes a Jupyter notebook of this file, a cell of each part that `%%` begins; as it
# stands it is a Python program that draws the same without a page.

# %%
import io
import json
import os
import pathlib

import matplotlib

matplotlib.use("agg")
import matplotlib.pyplot as plt
import numpy as np
from IPython.display import Image, display
from safetensors.numpy import load_file

RUN = pathlib.Path(os.environ["NOTEBOOK_RUN"])
FIGURES = pathlib.Path(os.environ["NOTEBOOK_FIGURES"])
PRINT_DPI, PAGE_DPI = 600, 240
MILLIMETRE = 1 / 25.4
BLUE, VERMILION, GREEN, PURPLE, OCHRE, SKY = "#0072b2", "#d55e00", "#009e73", "#863781", "#b6861b", "#56b4e9"

plt.rcParams.update(
    {
        "font.family": "sans-serif",
        "font.sans-serif": ["Liberation Sans", "Arial", "DejaVu Sans"],
        "mathtext.fontset": "custom",
        "mathtext.rm": "sans",
        "mathtext.it": "sans:italic",
        "mathtext.bf": "sans:bold",
        "mathtext.cal": "sans",
        "font.size": 7,
        "axes.titlesize": 8,
        "axes.titlelocation": "left",
        "axes.labelsize": 7.5,
        "axes.linewidth": 0.6,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "lines.linewidth": 1,
        "legend.frameon": False,
        "legend.fontsize": 7,
        "xtick.major.width": 0.6,
        "ytick.major.width": 0.6,
        "xtick.major.size": 2.6,
        "ytick.major.size": 2.6,
    }
)


def subplots(width, height, *shape, **options):
    """A figure of a size in millimetres, and its axes."""
    return plt.subplots(*shape, figsize=(width * MILLIMETRE, height * MILLIMETRE), layout="constrained", **options)


def finish(figure, name):
    """Saves the picture for print, and shows the page's copy."""
    figure.savefig(FIGURES / f"{name}.png", dpi=PRINT_DPI)
    # The places of everything are the same in both pictures, and need not be found twice.
    figure.set_layout_engine("none")
    page = io.BytesIO()
    figure.savefig(page, dpi=PAGE_DPI)
    plt.close(figure)
    display(Image(page.getvalue(), width=figure.get_figwidth() * PAGE_DPI / 2))


def legend_above(axes, **options):
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0, ncols=4, columnspacing=1.4, **options)


def letter(axes, text):
    axes.annotate(
        text, (0, 1), xycoords="axes fraction", xytext=(-26, 8), textcoords="offset points", size=9, weight="bold"
    )


# %%
information = json.loads((RUN / "run.json").read_text())
evaluation = json.loads((RUN / "evaluation.json").read_text())
metrics = np.genfromtxt(RUN / "metrics.csv", delimiter=",", names=True)
dynamics = np.genfromtxt(RUN / "dynamics.csv", delimiter=",", names=True)
weights = load_file(RUN / "weights.safetensors")
snapshots = load_file(RUN / "snapshots.safetensors")
task = information["configuration"]["task"]
neurons = len(weights["w"])

# %% [markdown]
# ## Course of training


# %%
def smooth(values, window=51, order=3):
    """A Savitzky-Golay filter; its ends are the polynomials of the first and the last window."""
    half = window // 2
    powers = np.vander(np.arange(-half, half + 1), order + 1)
    fit = np.linalg.pinv(powers)
    start, end = powers[:half] @ (fit @ values[:window]), powers[half + 1 :] @ (fit @ values[-window:])
    return np.concatenate([start, np.convolve(values, fit[-1][::-1], "valid"), end])


def episodes(axes, values, smoothed):
    axes.plot(metrics["episode"], values, color=BLUE, alpha=0.28, linewidth=0.4, label="each episode")
    axes.plot(metrics["episode"], smoothed, color=BLUE, linewidth=0.8, label="smoothed over 51 episodes")
    axes.set_xlim(0, len(values))


figure, (upper, lower) = subplots(89, 81, 2, sharex=True)
episodes(upper, metrics["absolute_error"], smooth(metrics["absolute_error"]))
upper.set_ylabel("Absolute error")
upper.set_ylim(0)
legend_above(upper)
percent = 100 * metrics["bit_error_rate"]
episodes(lower, percent, smooth(percent))
lower.set_ylabel("Bit error rate (%)")
lower.set_ylim(0)
lower.set_xlabel("Episode")
letter(upper, "a")
letter(lower, "b")
finish(figure, "loss-curve")

# %%
figure, axes = subplots(89, 56.4)
norm = metrics["gradient_norm"]
episodes(axes, norm, 10 ** smooth(np.log10(norm)))
axes.set_yscale("log")
axes.set_xlabel("Episode")
axes.set_ylabel(r"Norm of the gradient, $\|\nabla E\|$")
legend_above(axes)
finish(figure, "gradient-norm")

# %% [markdown]
# ## Weights

# %%
bias = neurons - 1
gap = 0.6
edges = np.concatenate([np.arange(neurons) - 0.5, bias + gap + np.array([-0.5, 0.5])])
ticks = [*range(0, bias - 2, 5), bias + gap]
tick_labels = [*map(str, range(0, bias - 2, 5)), "bias"]


def set_apart(matrix):
    """A gap before the row and the column of the bias neuron."""
    return np.insert(np.insert(matrix, bias, np.nan, axis=0), bias, np.nan, axis=1)


def heatmap(axes, matrix, limit):
    image = axes.pcolormesh(edges, edges, set_apart(matrix), cmap="RdBu_r", vmin=-limit, vmax=limit)
    axes.set_aspect("equal")
    axes.invert_yaxis()
    axes.set_xticks(ticks, tick_labels)
    axes.set_yticks(ticks, tick_labels)
    axes.spines[:].set_visible(True)
    return image


def matrix_figure(name, matrix, title, height):
    figure, axes = subplots(89, height)
    image = heatmap(axes, matrix, np.abs(matrix).max())
    axes.set_xlabel("Source neuron (from)")
    axes.set_ylabel("Target neuron (to)")
    figure.colorbar(image, ax=axes, label=title, aspect=35, pad=0.02)
    finish(figure, name)


matrix_figure("weights", weights["w"], "Fixed weight $w$", 73.1)
matrix_figure("plasticity", weights["alpha"], r"Plastic weight $\alpha$", 73.1)

# %%
between = ~np.eye(neurons, dtype=bool)
between[bias] = between[:, bias] = False
kinds = [
    ("$w$, self-connections", np.diag(weights["w"]), SKY),
    ("$w$, between neurons", weights["w"][between], GREEN),
    (r"$\alpha$, between neurons", weights["alpha"][between], PURPLE),
]
figure, all_axes = subplots(89, 106, 3, sharex=True)
for axes, text, (name, values, color) in zip(all_axes, "abc", kinds):
    counts, bins = np.histogram(values, bins="fd")
    axes.stairs(counts, bins, fill=True, color=color, alpha=0.55)
    axes.stairs(counts, bins, color=color, linewidth=0.6)
    axes.axvline(values.mean(), color="black", linewidth=0.8, dashes=(3, 2))
    mean = f"{values.mean():.2g}".replace("-", "−")
    axes.set_title(f"{name} ($n$ = {values.size}, mean {mean})")
    axes.set_ylabel("Connections")
    axes.tick_params(labelbottom=True)
    letter(axes, text)
all_axes[-1].set_xlabel("Weight")
finish(figure, "weight-distributions")

# %%
figure, axes = subplots(89, 59.6)
axes.axhline(0, color="0.9", linewidth=0.6)
for column, label, color in [
    ("w_self", "$w$, self", SKY),
    ("w_between", "$w$, between", GREEN),
    ("alpha_between", r"$\alpha$, between", PURPLE),
]:
    quartiles = dynamics[f"{column}_lower_quartile"], dynamics[f"{column}_upper_quartile"]
    axes.fill_between(dynamics["episode"], *quartiles, color=color, alpha=0.25, linewidth=0)
    axes.plot(dynamics["episode"], dynamics[f"{column}_mean"], color=color, label=label)
axes.set_xlim(0, dynamics["episode"][-1])
axes.set_xlabel("Episode")
axes.set_ylabel("Weight")
legend_above(axes)
finish(figure, "learning-dynamics")

# %%
moments = sorted(int(name.split(".")[1]) for name in snapshots if name.startswith("w."))
figure, rows = subplots(183, 65, 2, len(moments), sharex=True, sharey=True)
letters = iter("abcdefghijkl")
for row, name, title in zip(rows, ["w", "alpha"], ["$w$", r"$\alpha$"]):
    matrices = [snapshots[f"{name}.{moment}"] for moment in moments]
    limit = max(np.abs(matrix).max() for matrix in matrices)
    for axes, matrix, moment in zip(row, matrices, moments):
        image = heatmap(axes, matrix, limit)
        axes.set_xticks([0, 10, 20, bias + gap], ["0", "10", "20", "bias"])
        axes.set_yticks([0, 10, 20, bias + gap], ["0", "10", "20", "bias"])
        axes.set_title(rf"$\bf{{{next(letters)}}}$  Episode {moment}")
    row[0].invert_yaxis()
    row[0].set_ylim(bias + gap + 0.5, -0.5)
    row[0].set_ylabel("Target")
    figure.colorbar(image, ax=row, label=title, aspect=12, pad=0.01)
for axes in rows[-1]:
    axes.set_xlabel("Source")
finish(figure, "weight-evolution")

# %% [markdown]
# ## Recall

# %%
examples = evaluation["examples"][:3]
size = len(examples[0]["pattern"])
figure, axes = subplots(89, 40.3)
for index, example in enumerate(examples):
    top = 3.7 * index
    cells = np.array([example["pattern"], example["cue"], example["answer"]], dtype=float)
    cells[1, cells[1] == 0] = np.nan
    axes.pcolormesh(
        np.arange(size + 1) - 0.5, top + np.arange(4) - 0.5, cells, cmap="RdBu_r", vmin=-1.4, vmax=1.4,
        edgecolors="white", linewidth=0.6,
    )  # fmt: skip
    erased = np.flatnonzero(np.isnan(cells[1]))
    axes.scatter(erased, np.full(erased.size, top + 1), s=1.5, color="0.4", linewidth=0)
    wrong = np.flatnonzero(np.sign(cells[2]) != cells[0])
    axes.scatter(wrong, np.full(wrong.size, top + 2), s=6, color="black", marker="x", linewidth=0.6)
    for row, name in enumerate(["Pattern", "Cue", "Answer"]):
        axes.annotate(name, (-0.5, top + row), (-4, 0), textcoords="offset points", ha="right", va="center")
    axes.annotate(
        f"{wrong.size} wrong", (size - 0.5, top + 2), (4, 0), textcoords="offset points", ha="left", va="center"
    )
axes.set_facecolor("0.85")
axes.set_ylim(top + 2.5, -0.5)
axes.spines[:].set_visible(False)
for index in range(len(examples) - 1):
    axes.axhspan(3.7 * index + 2.5, 3.7 * index + 3.2, color="white", linewidth=0)
axes.set_yticks([])
axes.set_xlabel("Neuron")
finish(figure, "recall-examples")


# %%
def error_rates(axes, points, scale):
    conditions = scale * np.array([point["condition"] for point in points])
    rates = [point["bit_error_rate"] for point in points]
    for kind, label, color in [
        ("untrained", "untrained", OCHRE),
        ("hopfield", "Hopfield", VERMILION),
        ("trained", "trained", BLUE),
    ]:
        low, mean, high = (100 * np.array([rate[kind][key] for rate in rates]) for key in ["low", "mean", "high"])
        axes.fill_between(conditions, low, high, color=color, alpha=0.25, linewidth=0)
        axes.plot(conditions, mean, "o-", color=color, markersize=2.6, label=label)
    guesses = [100 * rate["chance"] for rate in rates]
    axes.plot(conditions, guesses, color="0.4", linewidth=0.8, dashes=(3, 2), label="guessing")
    axes.set_ylim(0)
    axes.set_ylabel("Bit error rate (%)")
    legend_above(axes)


figure, axes = subplots(89, 69.4)
axes.axvline(100 * task["degraded_share"], color="0.9", linewidth=0.8)
error_rates(axes, evaluation["degradation"], 100)
axes.set_xlabel("Erased bits of the cue (%)")
finish(figure, "recall-vs-degradation")

# %%
figure, axes = subplots(89, 68.4)
axes.axvline(task["patterns"], color="0.9", linewidth=0.8)
error_rates(axes, evaluation["capacity"], 1)
axes.set_xticks([point["condition"] for point in evaluation["capacity"]])
axes.set_xlabel("Stored patterns")
finish(figure, "capacity")

# %% [markdown]
# ## Inside an episode

# %%
record = evaluation["episode"]
inputs, outputs = np.array(record["inputs"]).T, np.array(record["outputs"]).T
steps = outputs.shape[1]
step_edges = np.arange(steps + 1) - 0.5
figure, (upper, lower) = subplots(183, 89.5, 2, sharex=True)
for axes, values, title in [(upper, inputs, "Input"), (lower, outputs, "Output $y$")]:
    image = axes.pcolormesh(
        step_edges, edges, np.insert(values.astype(float), bias, np.nan, axis=0), cmap="RdBu_r", vmin=-1, vmax=1
    )
    axes.invert_yaxis()
    axes.set_yticks(ticks, tick_labels)
    axes.set_ylabel("Neuron")
    axes.spines[:].set_visible(True)
    figure.colorbar(image, ax=axes, label=title, ticks=[-1, 0, 1], aspect=18, pad=0.01)
end = 0
for phase in record["phases"]:
    spans = [(phase["start"], phase["end"], phase["label"].replace(" of pattern", ""))]
    if phase["start"] > end:
        spans.append((end, phase["start"], "delay"))
    for start, stop, label in spans:
        color = "0.9" if label == "delay" else VERMILION if label.startswith("test") else BLUE
        strip = dict(xycoords=upper.get_xaxis_transform(), annotation_clip=False)
        upper.plot(
            [start - 0.4, stop - 0.6], [1.06, 1.06], color=color, linewidth=3, solid_capstyle="butt",
            transform=upper.get_xaxis_transform(), clip_on=False,
        )  # fmt: skip
        upper.annotate(label, ((start + stop - 1) / 2, 1.1), ha="center", va="bottom", **strip)
    end = phase["end"]
lower.set_xlabel("Step")
letter(upper, "a")
letter(lower, "b")
finish(figure, "episode")

# %%
trace = np.array(record["hebb"])
matrix_figure("hebbian-trace", trace, "Hebbian trace", 73.6)
matrix_figure("effective-weights", weights["w"] + weights["alpha"] * trace, "Effective weight", 73.1)

# %% [markdown]
# ## Gradients

# %%
check = json.loads((RUN / "gradients.json").read_text())
figure, all_axes = subplots(183, 67.6, 1, 2)
for axes, key, name, title, text in zip(
    all_axes,
    ["central_difference", "rtrl"],
    ["central-differences", "rtrl"],
    ["|BPTT − central difference|", "|BPTT − RTRL|"],
    "ab",
):
    for parameter, label, color in [("w", "$w$", GREEN), ("alpha", r"$\alpha$", PURPLE)]:
        samples = [sample for sample in check["samples"] if sample["parameter"] == parameter]
        bptt, other = (np.array([sample[which] for sample in samples]) for which in ["bptt", key])
        axes.plot(
            np.abs(bptt), np.abs(bptt - other), "o", color=color, alpha=0.6, markersize=2.2, markeredgewidth=0,
            label=label,
        )  # fmt: skip
        difference = next(
            item for item in check["differences"] if item["second"] == name and item["parameter"] == parameter
        )
        largest = difference["largest_absolute"] / difference["largest_relative"]
        axes.axhline(difference["tolerance"] * largest, color=color, linewidth=0.8, dashes=(3, 2))
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel(r"Magnitude of the gradient, $|\partial E/\partial\theta|$")
    axes.set_ylabel(title)
    legend_above(axes)
    letter(axes, text)
finish(figure, "gradient-agreement")
