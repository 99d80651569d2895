"""A Keras model behind Flask, as tutorials write it: one route, one row, one call of the model.

The words on the command line are the model's file (.h5), the port, and how the model is called:
"predict" is model.predict, as most do; "call" is model(x), which Keras advises for small inputs.
gunicorn answers, with one process and threads, as Flask's own server closes the connection after
each answer and is not meant for load.
"""

import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

try:
    import flask
    import gunicorn.app.base
    import keras
    import numpy as np
except ModuleNotFoundError as error:
    print(f"missing {error.name}", flush=True)
    sys.exit(0)

path, port, way = sys.argv[1], int(sys.argv[2]), sys.argv[3]


def create_app():
    model = keras.models.load_model(path, compile=False)
    app = flask.Flask(__name__)

    @app.post("/predict")
    def predict():
        features = np.array([flask.request.get_json()["features"]], dtype=np.float32)
        if way == "predict":
            values = model.predict(features, verbose=0)
        else:
            values = np.asarray(model(features, training=False))
        return flask.jsonify({"prediction": float(values[0, 0])})

    return app


class Server(gunicorn.app.base.BaseApplication):
    """gunicorn without a command line; the model is loaded in the process that answers."""

    def load_config(self):
        settings = {"bind": f"127.0.0.1:{port}", "workers": 1, "threads": 16}
        for key, value in {**settings, "loglevel": "critical", "timeout": 120}.items():
            self.cfg.set(key, value)

    def load(self):
        app = create_app()
        print("ready", flush=True)
        return app


Server().run()
