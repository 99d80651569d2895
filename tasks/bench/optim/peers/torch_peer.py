"""torch.optim.Adam on one float64 tensor; with the word "fused", its single-pass form."""

import sys

from adams import racer
from answer_race import answer_race


def prepare(folder, threads, settings):
    import torch

    torch.set_num_threads(threads)
    values = settings["adam"]
    how = {"fused": True} if "fused" in sys.argv else {}

    class Adam:
        def __init__(self, d):
            parameter = torch.zeros(d, dtype=torch.float64, requires_grad=True)
            parameter.grad = torch.zeros(d, dtype=torch.float64)
            self.w = parameter.detach().numpy()
            self.gradient = parameter.grad.numpy()
            betas = (values["beta1"], values["beta2"])
            rate, epsilon = values["learningRate"], values["epsilon"]
            self.step = torch.optim.Adam([parameter], rate, betas, epsilon, **how).step

    return racer(settings, {"PyTorch": torch.__version__}, f"{threads} threads", Adam)


answer_race(prepare)
