"""NumPy: real-time recurrent learning as the 2017 program did it, and backpropagation by hand."""

import numpy as np

from workloads import Adam

version = f"NumPy {np.__version__}"


def rtrl_gradient(w, alpha, eta, inputs, target):
    """The loss gradient from the gradients of all outputs, carried forward in time.

    As in the 2017 program, the derivatives of the trace with respect to all parameters are kept: arrays of N⁴
    numbers, one for w and one for alpha, updated as a whole at every step.
    """
    n = w.shape[0]
    parameters = n * n
    y1, y2 = np.zeros(n), np.zeros(n)
    hebb = np.zeros((n, n))
    kinds = ("w", "alpha")
    d_hebb = {kind: np.zeros((n, n, parameters)) for kind in kinds}
    dy1 = {kind: np.zeros((n, parameters)) for kind in kinds}
    dy2 = {kind: np.zeros((n, parameters)) for kind in kinds}
    neuron = np.arange(n)
    for step_input in inputs:
        hebb = eta * hebb + (1 - eta) * np.outer(y1, y2)
        effective = w + alpha * hebb
        y = np.tanh(effective @ y1 + step_input)
        slope = (1 - y * y)[:, None]
        direct = {"w": np.broadcast_to(y1, (n, n)), "alpha": hebb * y1}
        for kind in kinds:
            d_hebb[kind] = eta * d_hebb[kind] + (1 - eta) * (
                dy1[kind][:, None, :] * y2[None, :, None] + y1[:, None, None] * dy2[kind][None, :, :]
            )
            dx = effective @ dy1[kind] + np.einsum("kj,kjp->kp", alpha * y1, d_hebb[kind])
            dx.reshape(n, n, n)[neuron, neuron, :] += direct[kind]
            dy2[kind], dy1[kind] = dy1[kind], slope * dx
        y1, y2 = y, y1
    error = y1[: target.size] - target
    gradients = [(error @ dy1[kind][: target.size]).reshape(n, n) for kind in kinds]
    return *gradients, error


def bptt_gradient(w, alpha, eta, inputs, target):
    """The loss gradient by backpropagation through time, written out by hand, every step's trace kept."""
    steps, n = inputs.shape
    y = np.zeros((steps + 2, n))
    hebb = np.zeros((steps + 1, n, n))
    for t in range(steps):
        np.multiply(hebb[t], eta, out=hebb[t + 1])
        hebb[t + 1] += np.multiply.outer((1 - eta) * y[t + 1], y[t])
        y[t + 2] = np.tanh((w + alpha * hebb[t + 1]) @ y[t + 1] + inputs[t])
    error = y[-1, : target.size] - target
    adjoint = np.zeros((steps + 2, n))
    adjoint[-1, : target.size] = error
    slope = 1 - y * y
    p = np.zeros((n, n))
    gradient_w, gradient_alpha = np.zeros((n, n)), np.zeros((n, n))
    for t in range(steps - 1, -1, -1):
        y1, y2 = y[t + 1], y[t]
        dx = slope[t + 2] * adjoint[t + 2]
        outer = np.multiply.outer(dx, y1)
        gradient_w += outer
        gradient_alpha += outer * hebb[t + 1]
        p *= eta
        p += outer
        through_trace = alpha * p
        adjoint[t + 1] += dx @ (w + alpha * hebb[t + 1]) + (1 - eta) * (through_trace @ y2)
        adjoint[t] += (1 - eta) * (y1 @ through_trace)
    return gradient_w, gradient_alpha, error


class Trainer:
    """Episodes one after another, each with its update by Adam."""

    def __init__(self, case, gradient):
        self.case = case
        self.gradient_function = gradient
        self.w, self.alpha = case.w.copy(), case.alpha.copy()
        self.moments = [np.zeros_like(case.w) for _ in range(4)]
        self.inputs, self.targets = case.episodes(64)
        self.done = 0

    def gradient(self):
        case = self.case
        return self.gradient_function(case.w, case.alpha, case.eta, case.inputs, case.target)[:2]

    def train(self):
        """Trains on an episode, and returns how many that were."""
        episode = self.done % len(self.inputs)
        self.done += 1
        gradient_w, gradient_alpha, error = self.gradient_function(
            self.w, self.alpha, self.case.eta, self.inputs[episode], self.targets[episode]
        )
        self.error = np.abs(error).sum()
        correction1, correction2 = 1 - Adam.beta1**self.done, 1 - Adam.beta2**self.done
        for place, (parameter, gradient) in enumerate([(self.w, gradient_w), (self.alpha, gradient_alpha)]):
            m, v = self.moments[2 * place : 2 * place + 2]
            m += (1 - Adam.beta1) * (gradient - m)
            v += (1 - Adam.beta2) * (gradient * gradient - v)
            parameter -= Adam.rate * (m / correction1) / (np.sqrt(v / correction2) + Adam.epsilon)
        np.fill_diagonal(self.alpha, 0)
        return 1


def rtrl(case):
    return Trainer(case, rtrl_gradient)


def bptt(case):
    return Trainer(case, bptt_gradient)
