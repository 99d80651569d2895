"""Makes keras_layers.json: how small models of many kinds train in Keras, in float64.

    python3 tests/golden/keras_layers.py > tests/golden/keras_layers.json

Weights, inputs and targets are sines of their position, so that the file need not hold them.
"""

import json
import os
import sys

os.environ["KERAS_BACKEND"] = "torch"  # has every kernel in float64
import keras
import numpy as np
import torch

keras.config.set_floatx("float64")
STEPS = 50


def wave(shape, seed, scale=1.0):
    """scale * sin(12.9898 i + 78.233 seed) for i = 1, 2, … in reading order."""
    i = np.arange(1, int(np.prod(shape)) + 1, dtype=np.float64)
    return (scale * np.sin(12.9898 * i + 78.233 * seed)).reshape(shape)


def layer(name, **config):
    return {"layer": name, **config}


OUT = [layer("Flatten"), layer("Dense", units=1)]
RNN = dict(units=3, recurrent_activation="sigmoid")

MODELS = {
    "dense, tanh and ReLU": ([6], [layer("Dense", units=5, activation="tanh"), layer("Dense", units=4, activation="relu"), layer("Dense", units=1)]),
    "dense, SELU, softplus and sigmoid": ([5], [layer("Dense", units=5, activation="selu"), layer("Dense", units=4, activation="softplus"), layer("Dense", units=1, activation="sigmoid")]),
    "leaky ReLU, ELU and PReLU": ([5], [layer("Dense", units=6), layer("LeakyReLU", negative_slope=0.3), layer("Dense", units=5), layer("ELU"), layer("Dense", units=4), layer("PReLU"), layer("Dense", units=1)]),
    "convolution over a sequence": ([9, 3], [layer("Conv1D", filters=4, kernel_size=3, strides=2, padding="same", activation="relu"), *OUT]),
    "convolution over an image, max pooling": ([7, 6, 2], [layer("Conv2D", filters=5, kernel_size=[3, 2], activation="relu"), layer("MaxPooling2D", pool_size=2), *OUT]),
    "dilated convolution": ([8, 8, 2], [layer("Conv2D", filters=3, kernel_size=3, dilation_rate=[2, 3], padding="same", activation="relu"), *OUT]),
    "dilated convolution over a sequence": ([11, 2], [layer("Conv1D", filters=3, kernel_size=3, dilation_rate=2, activation="tanh"), *OUT]),
    "two convolutions with stride and padding": ([9, 8, 1], [layer("Conv2D", filters=5, kernel_size=3, strides=2, padding="same", activation="relu"), layer("Conv2D", filters=6, kernel_size=3, padding="same", activation="tanh"), *OUT]),
    "depthwise convolution": ([7, 7, 3], [layer("DepthwiseConv2D", kernel_size=3, depth_multiplier=2, strides=2, padding="same", activation="tanh"), *OUT]),
    "separable convolutions": ([7, 7, 2], [layer("SeparableConv2D", filters=5, kernel_size=3, activation="relu"), layer("SeparableConv2D", filters=4, kernel_size=3, padding="same", activation="tanh"), *OUT]),
    "transposed convolution": ([4, 4, 3], [layer("Conv2DTranspose", filters=2, kernel_size=3, strides=2, padding="same", activation="tanh"), *OUT]),
    "convolution over a volume, max pooling below 0": ([5, 6, 5, 2], [layer("Conv3D", filters=3, kernel_size=2), layer("MaxPooling3D", pool_size=2), *OUT]),
    "transposed convolution over a volume": ([2, 3, 2, 2], [layer("Conv3DTranspose", filters=2, kernel_size=2, strides=2, activation="tanh"), *OUT]),
    "pooling over a sequence": ([9, 3], [layer("Conv1D", filters=4, kernel_size=2), layer("MaxPooling1D", pool_size=2), layer("AveragePooling1D", pool_size=2), *OUT]),
    "average pooling over images and volumes": ([4, 6, 6, 2], [layer("Conv3D", filters=3, kernel_size=1, activation="tanh"), layer("AveragePooling3D", pool_size=2), layer("Reshape", target_shape=[6, 3, 3]), layer("AveragePooling2D", pool_size=2, padding="same"), *OUT]),
    "batch normalisation": ([6, 6, 2], [layer("Conv2D", filters=4, kernel_size=3), layer("BatchNormalization", epsilon=0.001), layer("ReLU"), layer("GlobalAveragePooling2D"), layer("Dense", units=1)]),
    "layer normalisation": ([7], [layer("Dense", units=6), layer("LayerNormalization", epsilon=0.001), layer("Dense", units=1)]),
    "global maximum, upsampling and padding": ([4, 4, 2], [layer("UpSampling2D", size=[2, 2]), layer("ZeroPadding2D", padding=[[1, 1], [1, 1]]), layer("Conv2D", filters=3, kernel_size=3), layer("Cropping2D", cropping=[[1, 1], [1, 1]]), layer("GlobalMaxPooling2D"), layer("Dense", units=1)]),
    "simple recurrent network": ([6, 2], [layer("SimpleRNN", units=4), layer("Dense", units=1)]),
    "LSTM": ([6, 2], [layer("LSTM", **RNN), layer("Dense", units=1)]),
    "GRU": ([6, 2], [layer("GRU", **RNN, reset_after=False), layer("Dense", units=1)]),
    "LSTM in both directions": ([5, 2], [layer("Bidirectional", inner=layer("LSTM", **RNN), merge_mode="concat"), layer("Dense", units=1)]),
    "masked LSTM": ([5, 2], [layer("Masking", mask_value=0), layer("LSTM", **RNN), layer("Dense", units=1)]),
    "convolutional LSTM": ([3, 5, 5, 1], [layer("ConvLSTM2D", filters=2, kernel_size=3, recurrent_activation="sigmoid"), *OUT]),
    "dense over time": ([4, 3], [layer("TimeDistributed", inner=layer("Dense", units=4, activation="tanh")), *OUT]),
    "embedding and LSTM": ([6], [layer("Embedding", input_dim=9, output_dim=4), layer("LSTM", **RNN), layer("Dense", units=1)]),
    "softmax of three classes": ([6, 6, 1], [layer("Conv2D", filters=4, kernel_size=3, activation="relu"), layer("Flatten"), layer("Dense", units=3, activation="softmax")]),
    "dilated convolutions, fused": ([9, 8, 2], [layer("Conv2D", filters=3, kernel_size=3, dilation_rate=[2, 1], activation="tanh"), layer("Conv2D", filters=4, kernel_size=2, dilation_rate=2), *OUT]),
    "dilated separable convolutions": ([8, 8, 2], [layer("SeparableConv2D", filters=4, kernel_size=3, dilation_rate=2, activation="tanh"), layer("SeparableConv2D", filters=3, kernel_size=2, dilation_rate=2, padding="same"), *OUT]),
}

OPTIMISERS = {
    "sgd": lambda: keras.optimizers.SGD(0.05),
    "momentum": lambda: keras.optimizers.SGD(0.02, momentum=0.9),
}


def build(spec):
    spec = dict(spec)
    name = spec.pop("layer")
    if "inner" in spec:
        spec["layer"] = build(spec.pop("inner"))
    if name == "PReLU":
        spec["alpha_initializer"] = "zeros"
    return getattr(keras.layers, name)(**spec)


def inputs_of(name, shape):
    if name.startswith("embedding"):
        return np.floor(4.5 + 4.5 * wave([8, *shape], 1)).clip(0, 8)
    x = wave([8, *shape], 1)
    if name.startswith("masked"):
        x[1, 3:] = 0
        x[4, 2:] = 0
    return x


def targets_of(name):
    if name.startswith("softmax"):
        return np.eye(3)[np.arange(8) % 3]
    y = wave([8, 1], 2)
    return 0.5 + 0.5 * y if "sigmoid" in name else y


def losses_of(name, shape, specs, optimizer):
    model = keras.Sequential([keras.Input(shape), *map(build, specs)])
    for k, variable in enumerate(model.trainable_variables):
        gamma = variable.path.endswith("gamma")
        variable.assign(wave(variable.shape, 3 + k, 0.4) + (1 if gamma else 0))
    loss = "categorical_crossentropy" if name.startswith("softmax") else "mean_squared_error"
    model.compile(optimizer=OPTIMISERS[optimizer](), loss=loss)
    x, y = inputs_of(name, shape), targets_of(name)
    return [float(model.train_on_batch(x, y)) for _ in range(STEPS)]


def main():
    cases = []
    for i, (name, (shape, specs)) in enumerate(MODELS.items()):
        optimizer = list(OPTIMISERS)[i % 2]
        print(name, file=sys.stderr)
        losses = losses_of(name, shape, specs, optimizer)
        cases.append({"id": f"layers-{i + 1:03d}", "kind": "trajectory", "description": name, "input": {"shape": shape, "layers": specs}, "options": {"optimizer": optimizer}, "expected": {"losses": losses}})
    head = {
        "file": "keras_layers.json",
        "schema": 1,
        "set": "kept",
        "tool": {"keras": keras.__version__, "torch": torch.__version__, "numpy": np.__version__, "python": sys.version.split()[0]},
        "tolerance": {"losses": {"rel": 5e-4, "abs": 1e-6}},
        "notes": ["float64; x, y and the trainable weights as keras_layers.py says: sin(12.9898 i + 78.233 seed)", "sgd: learning rate 0.05; momentum: 0.02 with 0.9; all 8 samples in each of 50 steps"],
    }
    text = json.dumps(head, ensure_ascii=False)[:-1]
    print(text + ',"cases":[\n' + ",\n".join(json.dumps(c, ensure_ascii=False, separators=(",", ":")) for c in cases) + "\n]}")


main()
