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
