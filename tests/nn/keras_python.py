"""Loads a model in Keras, predicts, and prints the outputs: keras_python.py MODEL.h5 < inputs.json"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np

model = keras.models.load_model(sys.argv[1], compile=False)
inputs = [np.array(x["data"], "float32").reshape(x["shape"]) for x in json.load(sys.stdin)]
outputs = model.predict(inputs if len(inputs) > 1 else inputs[0], verbose=0)
outputs = outputs if isinstance(outputs, list) else [outputs]
print(json.dumps([{"shape": list(y.shape), "data": y.ravel().tolist()} for y in outputs]))
