"""PyTorch trains networks with the usual loop and uses them without gradients, on the CPU."""

from types import SimpleNamespace

from answer_race import answer_race


def prepare(folder, threads, settings):
    import torch
    from problem import np, tasks_of
    from torch.nn import functional
    from torch_layers import network

    torch.set_num_threads(threads)

    def learner(problem, dropout):
        model = network(problem, dropout)
        parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
        if problem.optimizer == "adadelta":
            return model, torch.optim.Adadelta(parameters, lr=1.0, rho=0.95, eps=1e-7)
        return model, torch.optim.Adam(parameters, lr=1e-3, eps=1e-7)

    def inputs_of(problem):
        x = torch.from_numpy(problem.x)
        return x.permute(0, 3, 1, 2).contiguous() if x.dim() == 4 else x

    def loss_of(outputs, labels):
        if labels.is_floating_point():
            return functional.binary_cross_entropy_with_logits(outputs[:, 0], labels)
        return functional.cross_entropy(outputs, labels)

    def train(problem, checked_steps):
        x, y = inputs_of(problem), torch.from_numpy(problem.y)
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
            return [step(model, optimizer, picked)[0] for _ in range(checked_steps)]

        def work():
            if not running:
                running.append(learner(problem, True))
            # Picked by index, as a loop that shuffles every epoch does.
            for picked in torch.arange(problem.batch * problem.steps).split(problem.batch):
                step(*running[0], picked)
            return problem.steps

        return check, work

    def predict(problem, batch, examples):
        parts = inputs_of(problem)[:examples].split(batch)
        model = network(problem, False).eval()

        def outputs():
            with torch.no_grad():
                logits = [model(part) for part in parts]
                return [part.sigmoid() if problem.binary else part.softmax(1) for part in logits]

        def work():
            outputs()
            return examples

        return lambda: np.concatenate(outputs()).ravel(), work

    return SimpleNamespace(
        versions={"PyTorch": torch.__version__, "numpy": np.__version__},
        runs_on=f"{threads} threads",
        tasks=tasks_of(folder, settings, train, predict),
    )


answer_race(prepare)
