"""The work that every peer does: one network, and episodes like those that bohp-bench trains on."""

import json
from dataclasses import dataclass

import numpy as np


def read_safetensors(path):
    """The arrays of a safetensors file, by name."""
    types = {"F64": "<f8", "F32": "<f4"}
    with open(path, "rb") as file:
        data = file.read()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    body = data[8 + length :]
    arrays = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        array = np.frombuffer(body[start:end], types[entry["dtype"]])
        arrays[name] = array.reshape(entry["shape"])
    return arrays


@dataclass
class Case:
    """A network as training starts with it, its first episode, and the gradient that bohp-bench found for it."""

    w: np.ndarray
    alpha: np.ndarray
    eta: float
    inputs: np.ndarray
    target: np.ndarray
    gradient_w: np.ndarray
    gradient_alpha: np.ndarray
    gradient_eta: np.ndarray | None
    patterns: int

    @staticmethod
    def read(path, patterns):
        arrays = read_safetensors(path)
        return Case(
            w=arrays["w"],
            alpha=arrays["alpha"],
            eta=float(arrays["eta"]),
            inputs=arrays["inputs"],
            target=arrays["targets"][-1],
            gradient_w=arrays["gradient.w"],
            gradient_alpha=arrays["gradient.alpha"],
            gradient_eta=arrays.get("gradient.eta"),
            patterns=patterns,
        )

    @property
    def neurons(self):
        return self.w.shape[0]

    @property
    def steps(self):
        return self.inputs.shape[0]

    def disagreement(self, gradient_w, gradient_alpha, gradient_eta=None):
        """The largest difference from bohp-bench's gradient in double precision, relative to its largest element."""
        pairs = [(gradient_w, self.gradient_w), (gradient_alpha, self.gradient_alpha)]
        if gradient_eta is not None:
            pairs.append((gradient_eta, self.gradient_eta))
        # A gradient of NaNs must come out as one.
        return max(
            (float(np.max(np.abs(np.asarray(ours, float) - theirs)) / np.max(np.abs(theirs))) for ours, theirs in pairs),
            key=lambda value: (np.isnan(value), value),
        )

    def episodes(self, count, dtype=np.float64, seed=0):
        """Inputs (count, T, N) and targets (count, N-1) of the associative memory, made before the clock starts."""
        random = np.random.RandomState(seed)
        size, shown, pause, test, cycles = self.neurons - 1, 6, 4, 6, 2
        assert self.steps == cycles * self.patterns * (shown + pause) + test
        inputs = np.zeros((count, self.steps, self.neurons))
        targets = np.empty((count, size))
        base = np.repeat([-1.0, 1.0], [size // 2, size - size // 2])
        for episode in range(count):
            patterns = [random.permutation(base) for _ in range(self.patterns)]
            order = list(range(self.patterns))
            step = 0
            for _ in range(cycles):
                random.shuffle(order)
                for pattern in order:
                    inputs[episode, step : step + shown, :size] = patterns[pattern]
                    step += shown + pause
            tested = patterns[random.randint(self.patterns)]
            mask = random.permutation(np.repeat([0.0, 1.0], [size // 2, size - size // 2]))
            inputs[episode, step:, :size] = tested * mask
            inputs[episode, :, size] = 10
            targets[episode] = tested
        return (20 * inputs).astype(dtype), targets.astype(dtype)


class Adam:
    """The optimizer's numbers, the same in every peer."""

    rate, beta1, beta2, epsilon = 3e-4, 0.9, 0.999, 1e-8
