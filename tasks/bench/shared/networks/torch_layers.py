"""Networks of PyTorch's layers with weights in Keras's order and layout."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional


class ReluLstm(nn.Module):
    """An LSTM with ReLU in place of tanh, which nn.LSTM does not have: its loop in Python."""

    def __init__(self, features, units):
        super().__init__()
        self.units = units
        self.weight_ih_l0 = nn.Parameter(torch.zeros(4 * units, features))
        self.weight_hh_l0 = nn.Parameter(torch.zeros(4 * units, units))
        self.bias_ih_l0 = nn.Parameter(torch.zeros(4 * units))

    def forward(self, x):
        inputs = functional.linear(x, self.weight_ih_l0, self.bias_ih_l0).unbind(1)
        h = c = x.new_zeros(len(x), self.units)
        for step in inputs:
            i, f, g, o = (step + h @ self.weight_hh_l0.T).chunk(4, 1)
            c = f.sigmoid() * c + i.sigmoid() * g.relu()
            h = o.sigmoid() * c.relu()
        return None, (h[None], c[None])


class LastState(nn.Module):
    """A recurrent layer, and of it what it remembers in the end."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x):
        state = self.layer(x)[1]
        return (state[0] if isinstance(state, tuple) else state)[0]


class Builder:
    """Makes one module after the other and knows what shape, channels last, each is given."""

    def __init__(self, shape, weights):
        self.shape = list(shape)
        self.weights = iter(weights)
        self.flattened = None  # the shape before Flatten, for the dense layer above it

    def conv(self, it):
        size, filters = it["size"], it["filters"]
        module = nn.Conv2d(self.shape[-1], filters, size)
        copy(module.weight, next(self.weights).transpose(3, 2, 0, 1))
        copy(module.bias, next(self.weights))
        self.shape = [side - size + 1 for side in self.shape[:-1]] + [filters]
        return [module, *activation(it)]

    def separable(self, it):
        size, filters, channels = it["size"], it["filters"], self.shape[-1]
        depthwise = nn.Conv2d(channels, channels, size, groups=channels, bias=False)
        pointwise = nn.Conv2d(channels, filters, 1)
        copy(depthwise.weight, next(self.weights).transpose(2, 3, 0, 1))
        copy(pointwise.weight, next(self.weights).transpose(3, 2, 0, 1))
        copy(pointwise.bias, next(self.weights))
        self.shape = [side - size + 1 for side in self.shape[:-1]] + [filters]
        return [depthwise, pointwise, *activation(it)]

    def batchNorm(self, it):
        module = nn.BatchNorm2d(self.shape[-1], eps=1e-3, momentum=0.01)  # Keras's
        for to in [module.weight, module.bias, module.running_mean, module.running_var]:
            copy(to, next(self.weights))
        return [module]

    def relu(self, it):
        return [nn.ReLU()]

    def maxPool(self, it):
        self.shape = [side // it["size"] for side in self.shape[:-1]] + self.shape[-1:]
        return [nn.MaxPool2d(it["size"])]

    def dropout(self, it):
        return [nn.Dropout(it["rate"])]

    def flatten(self, it):
        self.flattened = self.shape
        self.shape = [int(np.prod(self.shape))]
        return [nn.Flatten()]

    def dense(self, it):
        module = nn.Linear(self.shape[-1], it["units"])
        kernel = next(self.weights)
        if self.flattened is not None and len(self.flattened) == 3:  # channels come first here
            kernel = kernel.reshape(*self.flattened, -1).transpose(2, 0, 1, 3).reshape(kernel.shape)
        self.flattened = None
        copy(module.weight, kernel.T)
        copy(module.bias, next(self.weights))
        self.shape = [it["units"]]
        return [module, *activation(it)]

    def embedding(self, it):
        module = nn.Embedding(it["words"], it["dimensions"])
        copy(module.weight, next(self.weights))
        self.shape.append(it["dimensions"])
        return [module]

    def lstm(self, it):
        if it["activation"] == "relu":
            return self._recurrent(it, ReluLstm(self.shape[-1], it["units"]))
        return self._recurrent(it, nn.LSTM(self.shape[-1], it["units"], batch_first=True))

    def gru(self, it):
        return self._recurrent(it, nn.GRU(self.shape[-1], it["units"], batch_first=True))

    def simpleRNN(self, it):
        return self._recurrent(it, nn.RNN(self.shape[-1], it["units"], batch_first=True))

    def _recurrent(self, it, layer):
        """Keras's gates of an LSTM come in PyTorch's order; those of a GRU, z r h, as r z h."""
        kernel, weights, bias = (next(self.weights) for _ in range(3))
        if isinstance(layer, nn.GRU):
            n = it["units"]
            order = np.r_[n : 2 * n, 0:n, 2 * n : 3 * n]
            kernel, weights, bias = kernel[:, order], weights[:, order], bias[:, order]
            copy(layer.bias_hh_l0, bias[1])
            bias = bias[0]
        elif hasattr(layer, "bias_hh_l0"):  # a second bias that Keras does not have
            copy(layer.bias_hh_l0, np.zeros_like(bias))
            layer.bias_hh_l0.requires_grad_(False)
        copy(layer.weight_ih_l0, kernel.T)
        copy(layer.weight_hh_l0, weights.T)
        copy(layer.bias_ih_l0, bias)
        self.shape = [it["units"]]
        return [LastState(layer)]


def network(problem, dropout):
    """The network of a problem up to its logits: softmax and sigmoid belong to the loss."""
    builder = Builder(problem.x.shape[1:], problem.weights)
    kept = [it for it in problem.layers if dropout or it["kind"] != "dropout"]
    return nn.Sequential(*(module for it in kept for module in getattr(builder, it["kind"])(it)))


def activation(it):
    return [nn.ReLU()] if it["activation"] == "relu" else []


def copy(to, values):
    with torch.no_grad():
        to.copy_(torch.from_numpy(np.ascontiguousarray(values)))
