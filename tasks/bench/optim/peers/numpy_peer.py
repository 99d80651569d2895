"""Adam by the paper's lines in numpy, in place and without new arrays."""

from adams import racer
from answer_race import answer_race


def prepare(folder, threads, settings):
    import numpy as np

    values = settings["adam"]
    rate, epsilon = values["learningRate"], values["epsilon"]
    beta1, beta2 = values["beta1"], values["beta2"]

    class Adam:
        def __init__(self, d):
            self.w, self.gradient, self.m, self.v, self.spare, self.root = np.zeros((6, d))
            self.t = 0

        def step(self):
            self.t += 1
            g, m, v, spare, root = self.gradient, self.m, self.v, self.spare, self.root
            m *= beta1
            np.multiply(g, 1 - beta1, out=spare)
            m += spare
            v *= beta2
            np.multiply(g, 1 - beta2, out=spare)
            spare *= g
            v += spare
            np.multiply(v, 1 / (1 - beta2**self.t), out=root)
            np.sqrt(root, out=root)
            root += epsilon
            np.multiply(m, rate / (1 - beta1**self.t), out=spare)
            spare /= root
            self.w -= spare

    return racer(settings, {"numpy": np.__version__}, "1 thread", Adam)


answer_race(prepare)
