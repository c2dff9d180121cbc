"""PyTorch, eager: the network as a loop over time, its gradient by autograd, torch.optim.Adam."""

import os

import torch

from workloads import Adam

version = f"PyTorch {torch.__version__}"


def loss(w, alpha, eta, inputs, target):
    """½ Σ (y - target)² at the last step, and the errors themselves."""
    n = w.shape[0]
    y1, y2 = w.new_zeros(n), w.new_zeros(n)
    hebb = w.new_zeros(n, n)
    for step_input in inputs:
        hebb = eta * hebb + (1 - eta) * torch.outer(y1, y2)
        y1, y2 = torch.tanh(torch.mv(w + alpha * hebb, y1) + step_input), y1
    error = y1[: target.shape[0]] - target
    return 0.5 * (error * error).sum(), error


class Trainer:
    def __init__(self, case, dtype, threads, episodes):
        torch.set_num_threads(threads)
        self.case, self.dtype = case, dtype
        self.w, self.alpha = self.parameters()
        self.optimizer = torch.optim.Adam(
            [self.w, self.alpha], lr=Adam.rate, betas=(Adam.beta1, Adam.beta2), eps=Adam.epsilon
        )
        inputs, targets = case.episodes(episodes)
        self.inputs, self.targets = self.tensor(inputs), self.tensor(targets)
        self.done = 0

    def tensor(self, array):
        return torch.tensor(array, dtype=self.dtype)

    def parameters(self):
        return self.tensor(self.case.w).requires_grad_(), self.tensor(self.case.alpha).requires_grad_()

    def gradient(self):
        case = self.case
        w, alpha = self.parameters()
        loss(w, alpha, case.eta, self.tensor(case.inputs), self.tensor(case.target))[0].backward()
        return w.grad.numpy(), alpha.grad.numpy()

    def train(self):
        episode = self.done % len(self.inputs)
        self.done += 1
        self.optimizer.zero_grad()
        value, error = loss(self.w, self.alpha, self.case.eta, self.inputs[episode], self.targets[episode])
        value.backward()
        self.optimizer.step()
        with torch.no_grad():
            self.alpha.fill_diagonal_(0)
            self.error = error.abs().sum().item()
        return 1


def small(case):
    return Trainer(case, torch.float64, threads=1, episodes=64)


def large(case):
    return Trainer(case, torch.float32, threads=len(os.sched_getaffinity(0)), episodes=4)


class TrainerOf2018:
    """The loss Σ (y - target)² and a learned or fixed eta; inputs are added or clamped. Trains on the first episode."""

    def __init__(self, case, clamps):
        torch.set_num_threads(len(os.sched_getaffinity(0)))
        self.case, self.clamps = case, clamps
        self.learned = self.parameters()
        self.optimizer = torch.optim.Adam(self.learned, lr=Adam.rate)
        self.inputs, self.target = torch.tensor(case.inputs).float(), torch.tensor(case.target).float()
        self.clamped = self.inputs != 0

    def parameters(self):
        case = self.case
        arrays = [case.w, case.alpha] + ([] if case.gradient_eta is None else [case.eta])
        return [torch.tensor(array, dtype=torch.float32, requires_grad=True) for array in arrays]

    def loss(self, w, alpha, eta=None):
        """The summed squared error."""
        eta = self.case.eta if eta is None else eta
        y = w.new_zeros(w.shape[0])
        hebb = torch.zeros_like(w)
        for step, values in enumerate(self.inputs):
            before, y = y, torch.mv(w + alpha * hebb, y)
            y = torch.where(self.clamped[step], values, torch.tanh(y)) if self.clamps else torch.tanh(y + values)
            if step + 1 < len(self.inputs):
                hebb = eta * hebb + (1 - eta) * torch.outer(y, before)
        return ((y[: self.target.shape[0]] - self.target) ** 2).sum()

    def gradient(self):
        parameters = self.parameters()
        self.loss(*parameters).backward()
        return [parameter.grad.numpy() for parameter in parameters]

    def train(self):
        self.optimizer.zero_grad()
        self.loss(*self.learned).backward()
        self.optimizer.step()
        return 1


def simple(case):
    return TrainerOf2018(case, clamps=False)


def images(case):
    return TrainerOf2018(case, clamps=True)
