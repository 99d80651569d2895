"""Writes sentiment.json: how well Keras's networks tell good reports from bad ones, seed by seed.

Usage: python sentiment.py > sentiment.json     (from this folder; some minutes)

Texts are those of data/reports/reports.tsv without Chinese ones, since Keras's tokenizer cuts at
blanks only; every fifth is for the test, from the first on. The accuracy hangs on the seed by several
points, so that ten seeds tell a spread to lie in, and no number to meet.
"""

import json
import os
import re
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
import tensorflow as tf
from keras.src.legacy.preprocessing.text import Tokenizer

SEEDS = range(10)
EPOCHS = 10
BATCH = 32
WORDS = 1000
LENGTH = 20  # no report is longer, and padding to 100 takes five times as long


def reports(classes):
    with open("../../data/reports/reports.tsv", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file][1:]
    names = ["negative", "neutral", "positive"] if classes == 3 else ["negative", "positive"]
    rows = [(names.index(name), text) for name, text in rows if name in names]
    return [(label, text) for label, text in rows if not re.search("[\u3400-\u9fff]", text)]


def parts(rows):
    test = [row for i, row in enumerate(rows) if i % 5 == 0]
    train = [row for i, row in enumerate(rows) if i % 5 != 0]
    tokenizer = Tokenizer(num_words=WORDS, oov_token="<OOV>")
    tokenizer.fit_on_texts([text for _, text in train])
    return tokenizer, train, test


def padded(tokenizer, rows, length):
    numbers = tokenizer.texts_to_sequences([text for _, text in rows])
    return keras.utils.pad_sequences(numbers, maxlen=length)


def lstm():
    layers = [
        keras.layers.Embedding(WORDS, 32),
        keras.layers.LSTM(32),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
    model = keras.Sequential(layers)
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    return model


def network():
    layers = [keras.layers.Dense(16, activation="relu"), keras.layers.Dense(3, activation="softmax")]
    model = keras.Sequential(layers)
    sgd = keras.optimizers.SGD(0.5)
    model.compile(sgd, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def run(case, create, train, test):
    scores = []
    for seed in SEEDS:
        keras.utils.set_random_seed(seed)
        model = create()
        model.fit(*train, batch_size=BATCH, epochs=EPOCHS, verbose=0)
        loss, accuracy = model.evaluate(*test, verbose=0)
        scores.append({"seed": seed, "accuracy": round(float(accuracy), 6), "loss": round(float(loss), 6)})
        print(case["id"], scores[-1], file=sys.stderr)
    return {**case, "train": len(train[1]), "test": len(test[1]), "scores": scores}


def cases():
    tokenizer, train, test = parts(reports(2))
    labels = [np.array([label for label, _ in rows]) for rows in (train, test)]
    x = [padded(tokenizer, rows, LENGTH) for rows in (train, test)]
    case = {"id": "lstm", "model": "lstm", "classes": 2, "length": LENGTH}
    yield run(case, lstm, (x[0], labels[0]), (x[1], labels[1]))
    tokenizer, train, test = parts(reports(3))
    labels = [np.array([label for label, _ in rows]) for rows in (train, test)]
    x = [tokenizer.texts_to_matrix([text for _, text in rows]) for rows in (train, test)]
    case = {"id": "network", "model": "network", "classes": 3, "length": None}
    yield run(case, network, (x[0], labels[0]), (x[1], labels[1]))


file = {
    "file": "sentiment.json",
    "schema": 1,
    "tool": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__},
    "training": {"epochs": EPOCHS, "batch": BATCH, "words": WORDS, "learning_rate": {"lstm": 0.001, "network": 0.5}},
    "accuracy_cases": list(cases()),
}
json.dump(file, sys.stdout, indent=1)
print()
