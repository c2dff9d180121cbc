"""What the probes and variations of an evaluation measure, in NumPy, straight from their descriptions.

Usage: probes.py FILE SEED EPISODES. FILE has w and alpha of a network of the 2017 program's task. Episodes are drawn by
NumPy's own generator, draw for draw as ours, so that all numbers agree up to rounding. Prints JSON.
"""
import json
import sys

import numpy as np

network = json.load(open(sys.argv[1]))
seed, episodes = int(sys.argv[2]), int(sys.argv[3])
points = max(2, episodes // 5)
W, ALPHA, ETA = np.array(network["w"]), np.array(network["alpha"]), 0.99
N, M = 29, 28


def generator(name):
    number = 2166136261 ^ seed
    for byte in name.encode():
        number = (number ^ byte) * 16777619 % 2**32
    return np.random.RandomState(number)


def draw(random, patterns=3, cycles=2, erased=14, flipped=0, delay=0, free=0):
    base = np.concatenate([-np.ones(M // 2), np.ones(M // 2)])
    drawn = [random.permutation(base)]
    while len(drawn) < patterns:
        candidate = random.permutation(base)
        if all(candidate @ other == 0 for other in drawn):
            drawn.append(candidate)
    order = list(range(patterns))
    rows = []
    for _ in range(cycles):
        random.shuffle(order)
        for place in order:
            rows += [drawn[place]] * 6 + [np.zeros(M)] * 4
    tested = order[random.randint(patterns)]
    mask = np.ones(M)
    mask[:erased] = 0
    mask[erased : erased + flipped] = -1
    random.shuffle(mask)
    cue = drawn[tested] * mask
    rows += [np.zeros(M)] * delay
    start = len(rows)
    rows += [cue] * 6 + [np.zeros(M)] * free
    inputs = np.hstack([np.array(rows), np.full((len(rows), 1), 10.0)]) * 20
    return inputs, drawn, tested, cue, start


def run(w, alpha, inputs):
    before, last, hebb, outputs = np.zeros(N), np.zeros(N), np.zeros((N, N)), []
    for row in inputs:
        hebb = ETA * hebb + (1 - ETA) * np.outer(last, before)
        before, last = last, np.tanh((w + alpha * hebb) @ last + row)
        outputs.append(last)
    return np.array(outputs), hebb


def rate(outputs, target):
    return np.mean(outputs[-1, :M] * target <= 0)


def hopfield(drawn, cue, target):
    weights = sum(np.outer(p, p) for p in drawn)
    np.fill_diagonal(weights, 0)
    state = cue.copy()
    for _ in range(100):
        old = state.copy()
        for neuron in range(M):
            excitation = weights[neuron] @ state
            if excitation != 0:
                state[neuron] = np.sign(excitation)
        if (old == state).all():
            break
    return np.mean(0.5 * (1 - state * target))


def curve(name, conditions):
    random, result = generator(name), []
    for condition in conditions:
        trained, classical = [], []
        for _ in range(points):
            inputs, drawn, tested, cue, _ = draw(random, **condition)
            trained.append(rate(run(W, ALPHA, inputs)[0], drawn[tested]))
            classical.append(hopfield(drawn, cue, drawn[tested]))
        result.append([np.mean(trained), np.mean(classical)])
    return result


def ablation():
    between = ~np.eye(N, dtype=bool)
    between[M], between[:, M] = False, False
    diagonal = np.diag(np.diag(W))
    even = np.where(between, ALPHA[between].mean(), ALPHA)
    unbiased = np.ones((N, N))
    unbiased[M], unbiased[:, M] = 0, 0
    unbiased[M, M] = 1
    variants = [(W, ALPHA), (W, 0 * ALPHA), (0 * W, ALPHA), (diagonal, ALPHA), (W, even), (diagonal, even)]
    variants.append((W * unbiased, ALPHA * unbiased))
    random, rates = generator("ablation"), []
    for _ in range(episodes):
        inputs, drawn, tested, _, _ = draw(random)
        rates.append([rate(run(w, alpha, inputs)[0], drawn[tested]) for w, alpha in variants])
    return np.mean(rates, axis=0).tolist()


def overlap():
    random, cued, others = generator("overlap"), [], []
    for _ in range(points):
        inputs, drawn, tested, _, start = draw(random)
        overlaps = run(W, ALPHA, inputs)[0][start - 6 :, :M] @ np.array(drawn).T / M
        cued.append(overlaps[:, tested])
        others.append(np.abs(np.delete(overlaps, tested, axis=1)).mean(axis=1))
    return {
        "cued": np.mean(cued, axis=0).tolist(), "others": np.mean(others, axis=0).tolist(),
        "cued_lower": np.quantile(cued, 0.1, axis=0).tolist(),
        "cued_upper": np.quantile(cued, 0.9, axis=0).tolist(),
    }


def hebb_rule():
    random, off, found = generator("hebb_rule"), ~np.eye(M, dtype=bool), []
    for _ in range(max(2, points // 4)):
        inputs, drawn, _, _, _ = draw(random)
        hebb = run(W, ALPHA, inputs)[1]
        rule = sum(np.outer(p, p) for p in drawn)[off]
        effective = (W + ALPHA * hebb)[:M, :M][off]
        found.append([np.corrcoef(rule, effective)[0, 1], np.corrcoef(rule, hebb[:M, :M][off])[0, 1]])
    return np.mean(found, axis=0).tolist()


flips = [point * 9 // 9 for point in range(10)]
print(json.dumps({
    "ablation": ablation(), "overlap": overlap(), "hebb_rule": hebb_rule(),
    "retention": curve("retention", [dict(delay=d) for d in [0, 1, 2, 4, 8, 16, 32, 64, 128]]),
    "generalisation": curve("generalisation", [dict(cycles=c) for c in [1, 2, 3, 4, 6, 8, 10]]),
    "noise": curve("noise", [dict(erased=0, flipped=f) for f in flips]),
    "noise-released": curve("noise-released", [dict(erased=0, flipped=f, free=6) for f in flips]),
    "capacity-orthogonal": curve("capacity-orthogonal", [dict(patterns=p) for p in range(1, 7)]),
}))
