"""JAX: the network as a scan over time, its gradient by jax.grad, training as a scan over episodes, all jitted."""

import functools

import jax
import jax.numpy as jnp

from workloads import Adam

jax.config.update("jax_enable_x64", True)
jax.config.update("jax_platforms", "cpu")

version = f"JAX {jax.__version__}"


def loss(parameters, eta, inputs, target):
    """½ Σ (y - target)² at the last step, and the errors themselves."""
    w, alpha = parameters
    zero = jnp.zeros(w.shape[0], w.dtype)

    def step(state, step_input):
        hebb, y1, y2 = state
        hebb = eta * hebb + (1 - eta) * jnp.outer(y1, y2)
        y = jnp.tanh((w + alpha * hebb) @ y1 + step_input)
        return (hebb, y, y1), None

    (_, y, _), _ = jax.lax.scan(step, (jnp.zeros_like(w), zero, zero), inputs)
    error = y[: target.shape[0]] - target
    return 0.5 * jnp.sum(error * error), error


gradient = jax.grad(loss, has_aux=True)


def update(state, gradients):
    """One update by Adam; alpha keeps its zero diagonal."""
    parameters, m, v, done = state
    done = done + 1
    m = jax.tree.map(lambda m, g: Adam.beta1 * m + (1 - Adam.beta1) * g, m, gradients)
    v = jax.tree.map(lambda v, g: Adam.beta2 * v + (1 - Adam.beta2) * g * g, v, gradients)
    dtype = parameters[0].dtype
    correction1 = (1 - Adam.beta1**done).astype(dtype)
    correction2 = (1 - Adam.beta2**done).astype(dtype)
    w, alpha = jax.tree.map(
        lambda p, m, v: p - Adam.rate * (m / correction1) / (jnp.sqrt(v / correction2) + Adam.epsilon),
        parameters, m, v,
    )
    return (w, jnp.fill_diagonal(alpha, 0, inplace=False)), m, v, done


@functools.partial(jax.jit, static_argnames="eta", donate_argnames="state")
def train(state, eta, inputs, targets):
    """Trains on all episodes, one after another; returns the new state and every absolute error."""

    def one(state, episode):
        gradients, error = gradient(state[0], eta, *episode)
        return update(state, gradients), jnp.sum(jnp.abs(error))

    return jax.lax.scan(one, state, (inputs, targets))


@functools.partial(jax.jit, static_argnames="eta", donate_argnames="state")
def train_batches(state, eta, inputs, targets):
    """The same with batches: inputs (batches, episodes, T, N)."""

    def one(state, batch):
        gradients, error = jax.vmap(gradient, in_axes=(None, None, 0, 0))(state[0], eta, *batch)
        mean = jax.tree.map(lambda g: jnp.mean(g, axis=0), gradients)
        return update(state, mean), jnp.sum(jnp.abs(error), axis=-1)

    return jax.lax.scan(one, state, (inputs, targets))


class Trainer:
    def __init__(self, case, dtype, batch, episodes):
        self.case, self.dtype = case, dtype
        inputs, targets = case.episodes(episodes)
        if batch > 1:
            inputs = inputs.reshape(-1, batch, *inputs.shape[1:])
            targets = targets.reshape(-1, batch, *targets.shape[1:])
        self.inputs, self.targets = jnp.asarray(inputs, dtype), jnp.asarray(targets, dtype)
        self.episodes, self.function = episodes, train if batch == 1 else train_batches
        parameters = self.parameters()
        zeros = lambda: jax.tree.map(jnp.zeros_like, parameters)
        self.state = (parameters, zeros(), zeros(), jnp.asarray(0.0))

    def parameters(self):
        return jnp.asarray(self.case.w, self.dtype), jnp.asarray(self.case.alpha, self.dtype)

    def gradient(self):
        case = self.case
        inputs, target = jnp.asarray(case.inputs, self.dtype), jnp.asarray(case.target, self.dtype)
        return jax.jit(gradient, static_argnums=1)(self.parameters(), case.eta, inputs, target)[0]

    def train(self):
        self.state, self.errors = self.function(self.state, self.case.eta, self.inputs, self.targets)
        self.errors.block_until_ready()
        return self.episodes


class GradientAlone:
    """The gradient of one episode after another, nothing else: less than what it is compared with."""

    def __init__(self, case):
        dtype = jnp.float32
        self.case = case
        self.parameters = jnp.asarray(case.w, dtype), jnp.asarray(case.alpha, dtype)
        inputs, targets = case.episodes(4)
        self.episodes = [(jnp.asarray(i, dtype), jnp.asarray(t, dtype)) for i, t in zip(inputs, targets)]
        self.first = jnp.asarray(case.inputs, dtype), jnp.asarray(case.target, dtype)
        self.function = jax.jit(gradient, static_argnums=1)
        self.done = 0

    def gradient(self):
        return self.function(self.parameters, self.case.eta, *self.first)[0]

    def train(self):
        episode = self.episodes[self.done % len(self.episodes)]
        self.done += 1
        jax.block_until_ready(self.function(self.parameters, self.case.eta, *episode))
        return 1


def small(case):
    return Trainer(case, jnp.float64, batch=1, episodes=256)


def batch_float(case):
    return Trainer(case, jnp.float32, batch=32, episodes=256)


large = GradientAlone
