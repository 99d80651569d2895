"""PyTorch trains the models with the usual loop, on the CPU."""

from types import SimpleNamespace

from answer_race import answer_race


def prepare(folder, threads, settings):
    import torch
    from problem import Problem, np
    from torch import nn
    from torch.nn import functional

    torch.set_num_threads(threads)

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

    def recurrent(task):
        features = 32 if task == "sentiment" else 4
        if task == "lstm":
            return ReluLstm(features, 32)
        kind = {"sentiment": nn.LSTM, "gru": nn.GRU, "simpleRNN": nn.RNN}[task]
        return kind(features, 32, batch_first=True)

    def modules(task, dropout):
        convolution = [nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2)]
        if task == "pooling":
            return [*convolution, nn.Flatten(), nn.Linear(5408, 10)]
        if task == "pipeline":
            return [
                *convolution,
                nn.Dropout(0.25 if dropout else 0),
                nn.Flatten(),
                nn.Linear(5408, 128),
                nn.ReLU(),
                nn.Dropout(0.5 if dropout else 0),
                nn.Linear(128, 10),
            ]
        if task == "sentiment":
            return [nn.Embedding(1000, 32), LastState(recurrent(task)), nn.Linear(32, 1)]
        return [LastState(recurrent(task)), nn.Linear(32, 4)]

    def copy(to, values):
        to.copy_(torch.from_numpy(np.ascontiguousarray(values)))

    def set_linear(module, kernel, bias, rows=None):
        if rows is not None:  # Flatten puts channels first here
            kernel = kernel.reshape(*rows, -1).transpose(2, 0, 1, 3).reshape(kernel.shape)
        copy(module.weight, kernel.T)
        copy(module.bias, bias)

    def set_recurrent(layer, kernel, weights, bias):
        """Keras's gates of an LSTM come in PyTorch's order; those of a GRU, z r h, as r z h."""
        if isinstance(layer, nn.GRU):
            order = np.r_[32:64, 0:32, 64:96]
            kernel, weights, bias = kernel[:, order], weights[:, order], bias[:, order]
            copy(layer.bias_hh_l0, bias[1])
            bias = bias[0]
        elif hasattr(layer, "bias_hh_l0"):
            layer.bias_hh_l0.zero_().requires_grad_(False)  # a second bias that Keras does not have
        copy(layer.weight_ih_l0, kernel.T)
        copy(layer.weight_hh_l0, weights.T)
        copy(layer.bias_ih_l0, bias)

    def set_weights(model, weights):
        weights = list(weights)
        for module in model:
            if isinstance(module, nn.Conv2d):
                copy(module.weight, weights.pop(0).transpose(3, 2, 0, 1))
                copy(module.bias, weights.pop(0))
            elif isinstance(module, nn.Embedding):
                copy(module.weight, weights.pop(0))
            elif isinstance(module, LastState):
                set_recurrent(module.layer, weights.pop(0), weights.pop(0), weights.pop(0))
            elif isinstance(module, nn.Linear):
                rows = (13, 13, 32) if module.in_features == 5408 else None
                set_linear(module, weights.pop(0), weights.pop(0), rows)

    def learner(problem, dropout):
        model = nn.Sequential(*modules(problem.task, dropout))
        with torch.no_grad():
            set_weights(model, problem.weights)
        parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
        if problem.task == "pipeline":
            return model, torch.optim.Adadelta(parameters, lr=1.0, rho=0.95, eps=1e-7)
        return model, torch.optim.Adam(parameters, lr=1e-3, eps=1e-7)

    def loss_of(outputs, labels):
        if labels.is_floating_point():
            return functional.binary_cross_entropy_with_logits(outputs[:, 0], labels)
        return functional.cross_entropy(outputs, labels)

    def task(problem):
        x, y = torch.from_numpy(problem.x), torch.from_numpy(problem.y)
        if x.dim() == 4:
            x = x.permute(0, 3, 1, 2).contiguous()
        running = []

        def step(model, optimizer, picked):
            """One update; the loss before it and the number of right answers, as Keras keeps them."""
            inputs, labels = x[picked], y[picked]
            optimizer.zero_grad()
            outputs = model(inputs)
            loss = loss_of(outputs, labels)
            loss.backward()
            optimizer.step()
            found = outputs[:, 0] > 0 if labels.is_floating_point() else outputs.argmax(1)
            return loss.item(), (found == labels).sum().item()

        def check():
            model, optimizer = learner(problem, False)
            picked = torch.arange(problem.batch)
            return [step(model, optimizer, picked)[0] for _ in range(settings["checkedSteps"])]

        def work():
            if not running:
                running.append(learner(problem, True))
            # Picked by index, as a loop that shuffles every epoch does.
            for picked in torch.arange(len(y)).split(problem.batch):
                step(*running[0], picked)
            return problem.steps

        return check, work

    problems = [Problem(folder, description) for description in settings["problems"]]
    return SimpleNamespace(
        versions={"PyTorch": torch.__version__, "numpy": np.__version__},
        runs_on=f"{threads} threads",
        tasks={problem.task: task(problem) for problem in problems},
    )


answer_race(prepare)
