import * as tf from "@tensorflow/tfjs";

type Gradient = Omit<tf.GradConfig, "kernelName">;

/** Gradients of operations that gather by indices, or put values at indices. */
const SCATTERING: Record<string, Gradient> = {
  GatherNd: {
    inputsToSave: ["params", "indices"],
    gradFunc: (dy, [x, indices]) => ({
      params: () => tf.scatterND(whole(indices!), dy as tf.Tensor, x!.shape),
      indices: () => tf.zeros(indices!.shape),
    }),
  },
  ScatterNd: {
    inputsToSave: ["indices"],
    gradFunc: (dy, [indices]) => ({
      indices: () => tf.zeros(indices!.shape),
      updates: () => tf.gatherND(dy as tf.Tensor, whole(indices!)),
    }),
  },
  SparseToDense: {
    inputsToSave: ["sparseIndices", "sparseValues", "defaultValue"],
    gradFunc: (dy, [indices, values, otherwise]) => {
      const taken = () => {
        const picked = tf.gatherND(
          dy as tf.Tensor,
          tf.reshape(whole(indices!), [values!.size, -1]),
        );
        return tf.reshape(picked, values!.shape);
      };
      return {
        sparseIndices: () => tf.zeros(indices!.shape),
        sparseValues: taken,
        defaultValue: () =>
          tf.reshape(tf.sub(tf.sum(dy as tf.Tensor), tf.sum(taken())), otherwise!.shape),
      };
    },
  },
  TensorScatterUpdate: {
    inputsToSave: ["indices", "updates"],
    gradFunc: (dy, [indices, updates]) => ({
      tensor: () =>
        tf.tensorScatterUpdate(dy as tf.Tensor, whole(indices!), tf.zeros(updates!.shape)),
      indices: () => tf.zeros(indices!.shape),
      updates: () => tf.gatherND(dy as tf.Tensor, whole(indices!)),
    }),
  },
};

/** Gradients of operations by indices of several axes, which tfjs lacks on every backend. */
export function registerScatteringGradients(): void {
  for (const [kernelName, gradient] of Object.entries(SCATTERING)) {
    tf.registerGradient({ kernelName, ...gradient });
  }
}

function whole(indices: tf.Tensor): tf.Tensor {
  return tf.cast(indices, "int32");
}
