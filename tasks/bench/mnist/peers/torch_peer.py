"""PyTorch trains and uses the documented model with the usual loop, on the CPU."""

from answer import answer_questions


class TorchLearner:
    """The same layers and constants; weights and images are turned to PyTorch's layout once."""

    epsilon_on = "corrected"

    def __init__(self, folder, steps, threads):
        import torch
        from problem import Problem, np

        torch.set_num_threads(threads)
        self.torch = torch
        self.problem = Problem(folder, steps)
        self.versions = {"PyTorch": torch.__version__, "numpy": np.__version__}
        self.runs_on = f"{threads} threads"
        self.images = self._channels_first(self.problem.train_images)
        self.labels = torch.from_numpy(self.problem.train_labels)
        self.test_images = self._channels_first(self.problem.test_images)
        self.model, self.optimizer = self._model()

    def _channels_first(self, images):
        return self.torch.from_numpy(images).permute(0, 3, 1, 2).contiguous()

    def _model(self):
        torch, nn = self.torch, self.torch.nn
        model = nn.Sequential(nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Flatten(), nn.Linear(21632, 10))
        conv, conv_bias, dense, dense_bias = map(torch.from_numpy, self.problem.weights)
        with torch.no_grad():
            model[0].weight.copy_(conv.permute(3, 2, 0, 1))  # from height, width, in, out
            model[0].bias.copy_(conv_bias)
            # Flatten puts channels first here, so the rows of the dense kernel change places.
            rows = dense.reshape(26, 26, 32, 10).permute(2, 0, 1, 3).reshape(21632, 10)
            model[3].weight.copy_(rows.T)
            model[3].bias.copy_(dense_bias)
        return model, torch.optim.Adam(model.parameters(), lr=1e-3, eps=1e-7)

    def _step(self, model, optimizer, picked):
        """One update; the loss before it and the number of right answers, as Keras keeps them."""
        images, labels = self.images[picked], self.labels[picked]
        optimizer.zero_grad()
        logits = model(images)
        loss = self.torch.nn.functional.cross_entropy(logits, labels)
        loss.backward()
        optimizer.step()
        return loss.item(), (logits.argmax(1) == labels).sum().item()

    def losses(self, steps):
        """The loss before each of `steps` updates on the first batch, from the first weights."""
        model, optimizer = self._model()
        picked = self.torch.arange(self.problem.batch)
        return [self._step(model, optimizer, picked)[0] for _ in range(steps)]

    def train(self):
        """Trains on all images once; the mean loss."""
        # Picked by index, as a loop that shuffles every epoch does.
        batches = self.torch.arange(len(self.labels)).split(self.problem.batch)
        steps = [self._step(self.model, self.optimizer, picked) for picked in batches]
        return sum(loss for loss, _ in steps) / len(steps)

    def predict(self, batch):
        """Probabilities of the test images."""
        with self.torch.no_grad():
            parts = [self.model(images).softmax(1) for images in self.test_images.split(batch)]
        return self.torch.cat(parts).numpy()


answer_questions(TorchLearner)
