import {
  adadelta,
  adagrad,
  adam,
  adamax,
  amsgrad,
  gradientDescent,
  inverseTime,
  lion,
  momentum,
  nadam,
  nesterov,
  type Optimizer,
  radam,
  rmsprop,
  withDecoupledDecay,
  withWeightDecay,
} from "descent/optim";

/** The other tool's options, by its names. */
export type Options = Record<string, unknown>;

/** Our optimiser for another tool's. `null` stands for an option left out, as in the file's form. */
export function goldenOptimizer(peer: string, name: string, given: Options): Optimizer {
  const options = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  const make = { torch, keras }[peer]?.[name];
  if (!make) throw new RangeError(`no counterpart of ${peer}'s ${name}`);
  return make(options);
}

type Makers = Record<string, (options: Options) => Optimizer>;

/** PyTorch's defaults stand where a case leaves an option out. */
const torch: Makers = {
  SGD: (o) => decaying(o, sgd(numbers(o, { lr: 1e-3, momentum: 0, dampening: 0 }), o["nesterov"])),
  Adagrad(o) {
    const at = { lr: 0.01, lr_decay: 0, eps: 1e-10, initial_accumulator_value: 0 };
    const { lr, lr_decay, eps, initial_accumulator_value: initialSum } = numbers(o, at);
    const learningRate = inverseTime({ initial: lr, rate: lr_decay });
    return decaying(o, adagrad({ learningRate, epsilon: eps, initialSum }));
  },
  RMSprop(o) {
    const at = { lr: 0.01, alpha: 0.99, eps: 1e-8, momentum: 0 };
    const { lr: learningRate, alpha: rho, eps: epsilon, momentum } = numbers(o, at);
    const centered = o["centered"] === true;
    return decaying(o, rmsprop({ learningRate, rho, epsilon, momentum, centered }));
  },
  Adadelta(o) {
    const { lr: learningRate, rho, eps: epsilon } = numbers(o, { lr: 1, rho: 0.9, eps: 1e-6 });
    return decaying(o, adadelta({ learningRate, rho, epsilon }));
  },
  Adam: (o) => decaying(o, adamLike(o)(torchAdam(o, 1e-3))),
  AdamW: (o) =>
    withDecoupledDecay(
      adamLike(o)(torchAdam(o, 1e-3)),
      numbers(o, { weight_decay: 0.01 }).weight_decay,
    ),
  Adamax: (o) => decaying(o, adamax(torchAdam(o, 2e-3))),
  NAdam(o) {
    const { momentum_decay: momentumDecay } = numbers(o, { momentum_decay: 4e-3 });
    const settings = { ...torchAdam(o, 2e-3), momentumDecay };
    return o["decoupled_weight_decay"] === true
      ? withDecoupledDecay(nadam(settings), numbers(o, { weight_decay: 0 }).weight_decay)
      : decaying(o, nadam(settings));
  },
  RAdam: (o) => decaying(o, radam(torchAdam(o, 1e-3))),
};

const keras: Makers = {
  SGD: (o) => {
    const { learning_rate: lr, momentum } = numbers(o, { learning_rate: 0.01, momentum: 0 });
    return decoupled(o, sgd({ lr, momentum, dampening: 0 }, o["nesterov"]));
  },
  Adagrad(o) {
    const at = { learning_rate: 1e-3, initial_accumulator_value: 0.1, epsilon: 1e-7 };
    const { learning_rate: learningRate, initial_accumulator_value: initialSum, epsilon } = numbers(
      o,
      at,
    );
    return decoupled(o, adagrad({ learningRate, initialSum, epsilon, epsilonOn: "square" }));
  },
  RMSprop(o) {
    const at = { learning_rate: 1e-3, rho: 0.9, momentum: 0, epsilon: 1e-7 };
    const { learning_rate: learningRate, ...settings } = numbers(o, at);
    const centered = o["centered"] === true;
    return decoupled(o, rmsprop({ learningRate, ...settings, centered, epsilonOn: "square" }));
  },
  Adadelta(o) {
    const at = { learning_rate: 1e-3, rho: 0.95, epsilon: 1e-7 };
    const { learning_rate: learningRate, rho, epsilon } = numbers(o, at);
    return decoupled(o, adadelta({ learningRate, rho, epsilon }));
  },
  Adam: (o) => decoupled(o, adamLike(o)({ ...kerasAdam(o), epsilonOn: "uncorrected" })),
  AdamW: (o) =>
    withDecoupledDecay(
      adamLike(o)({ ...kerasAdam(o), epsilonOn: "uncorrected" }),
      numbers(o, { weight_decay: 0.004 }).weight_decay,
    ),
  Adamax: (o) => decoupled(o, adamax({ ...kerasAdam(o), epsilonOn: "divisor" })),
  Lion(o) {
    const at = { learning_rate: 1e-3, beta_1: 0.9, beta_2: 0.99 };
    const { learning_rate: learningRate, beta_1: beta1, beta_2: beta2 } = numbers(o, at);
    return decoupled(o, lion({ learningRate, beta1, beta2 }));
  },
  Nadam: (o) => decoupled(o, nadam({ ...kerasAdam(o), momentumDecay: 1 })),
};

function sgd(
  { lr: learningRate, momentum: beta, dampening }: Record<"lr" | "momentum" | "dampening", number>,
  ahead: unknown,
): Optimizer {
  if (beta === 0) return gradientDescent({ learningRate });
  return ahead === true
    ? nesterov({ learningRate, beta })
    : momentum({ learningRate, beta, dampening });
}

function adamLike(options: Options) {
  return options["amsgrad"] === true ? amsgrad : adam;
}

function torchAdam(options: Options, usual: number) {
  const { lr: learningRate, eps: epsilon } = numbers(options, { lr: usual, eps: 1e-8 });
  const [beta1, beta2] = (options["betas"] ?? [0.9, 0.999]) as [number, number];
  return { learningRate, beta1, beta2, epsilon };
}

function kerasAdam(options: Options) {
  const at = { learning_rate: 1e-3, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 };
  const { learning_rate: learningRate, beta_1: beta1, beta_2: beta2, epsilon } = numbers(
    options,
    at,
  );
  return { learningRate, beta1, beta2, epsilon };
}

/** PyTorch's weight_decay goes into the gradient, Keras's beside the step. */
function decaying(options: Options, optimizer: Optimizer): Optimizer {
  return withWeightDecay(optimizer, numbers(options, { weight_decay: 0 }).weight_decay);
}

function decoupled(options: Options, optimizer: Optimizer): Optimizer {
  return withDecoupledDecay(optimizer, numbers(options, { weight_decay: 0 }).weight_decay);
}

/** The options of these names, with the other tool's defaults. */
function numbers<Name extends string>(
  options: Options,
  usual: Record<Name, number>,
): Record<Name, number> {
  const entries = Object.entries<number>(usual).map(([name, value]) => [
    name,
    Number(options[name] ?? value),
  ]);
  return Object.fromEntries(entries);
}
