"""The 2017 program's protocol in NumPy, straight from its description, to hold our runs of other seeds against.

Usage: protocol.py SEED EPISODES. Prints the absolute error of each episode. Gradients are by backpropagation
through time, which the published gradients agree with; everything else follows the program draw for draw.
"""
import sys

import numpy as np

N, M, ETA, PATTERNS, CYCLES, ON, OFF, TEST = 29, 28, 0.99, 3, 2, 6, 4, 6
STEPS = PATTERNS * CYCLES * (ON + OFF) + TEST


def draw_episode(random):
    base = np.concatenate([-np.ones(M // 2), np.ones(M // 2)])
    patterns = [random.permutation(base)]
    while len(patterns) < PATTERNS:
        candidate = random.permutation(base)
        if sum(abs(candidate @ other) for other in patterns) == 0:
            patterns.append(candidate)
    inputs = np.zeros((STEPS, N))
    step = 0
    for _ in range(CYCLES):
        random.shuffle(patterns)
        for pattern in patterns:
            inputs[step : step + ON, :M] = pattern
            step += ON + OFF
    target = patterns[random.randint(PATTERNS)]
    mask = np.ones(M)
    mask[: M // 2] = 0
    random.shuffle(mask)
    inputs[step:, :M] = target * mask
    inputs[:, M] = 10
    return inputs * 20, target


def gradients(w, alpha, inputs, target):
    y = np.zeros((STEPS + 2, N))
    hebb = np.zeros((STEPS, N, N))
    trace = np.zeros((N, N))
    for t in range(STEPS):
        trace = ETA * trace + (1 - ETA) * np.outer(y[t + 1], y[t])
        hebb[t] = trace
        y[t + 2] = np.tanh((w + alpha * trace) @ y[t + 1] + inputs[t])
    error = y[-1, :M] - target
    dw, dalpha = np.zeros((N, N)), np.zeros((N, N))
    dy = np.zeros((STEPS + 2, N))
    dy[-1, :M] = error
    dtrace = np.zeros((N, N))
    for t in range(STEPS - 1, -1, -1):
        dx = (1 - y[t + 2] ** 2) * dy[t + 2]
        outer = np.outer(dx, y[t + 1])
        dw += outer
        dalpha += outer * hebb[t]
        dtrace = ETA * dtrace + alpha * outer
        dy[t + 1] += (w + alpha * hebb[t]).T @ dx + (1 - ETA) * dtrace @ y[t]
        dy[t] += (1 - ETA) * dtrace.T @ y[t + 1]
    return dw, dalpha, np.abs(error).sum()


def train(seed, episodes):
    random = np.random.RandomState(seed)
    alpha = random.rand(N, N) * 0.01
    w = random.randn(N, N) * 1.1 / np.sqrt(N)
    np.fill_diagonal(alpha, 0)
    random.rand(N)
    moments = [[np.zeros((N, N)), np.zeros((N, N))] for _ in range(2)]
    for n in range(1, episodes + 1):
        inputs, target = draw_episode(random)
        dw, dalpha, error = gradients(w, alpha, inputs, target)
        for parameter, gradient, moment in ((w, dw, moments[0]), (alpha, dalpha, moments[1])):
            moment[0] = 0.9 * moment[0] + 0.1 * gradient
            moment[1] = 0.9 * moment[1] + 0.001 * gradient**2
            first = moment[0] / (1 - 0.9**n)
            second = moment[1] / (1 - 0.999**n)
            parameter -= 3e-4 * first / (np.sqrt(second) + 1e-8)
        np.fill_diagonal(alpha, 0)
        print(repr(float(error)))


train(int(sys.argv[1]), int(sys.argv[2]))
