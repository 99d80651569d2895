/** What `deno task bench --help` prints. */
export const help = `Measure how fast training and inference are, and every kernel.

  deno task bench [mnist] [options]
  deno task bench kernels [--rounds N] [--json FILE]

  --peers        let Keras and PyTorch run too, from a Python that has them
  --python PATH  the Python to take (otherwise python3 or python on PATH); implies --peers
  --rounds N     rounds that are counted (5)
  --steps N      training steps a round (1875, an epoch of MNIST); 300 give a quick look
  --json FILE    write all timings to this file
  --help         print this

mnist    the documented example: all contestants start from the same weights and see the same images,
         each in a process of its own, ours on one thread, the peers on two
kernels  each kernel of lib/kernels beside its plain loop and TensorFlow.js's own

Before anything is timed the results are compared, with a float64 reference or the plain loop. Then
all take turns, round by round. MNIST comes from where "deno task mnist" takes it.

Exit codes: 0 measured, whether or not an aim was reached; 1 results do not agree or something of
ours does not run; 2 wrong option.`;
