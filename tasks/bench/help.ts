/** What `deno task bench --help` prints. */
export const help = `Measure how fast the documented MNIST example trains and predicts.

  deno task bench [mnist] [options]

  --peers        let Keras and PyTorch run too, from a Python that has them
  --python PATH  the Python to take (otherwise python3 or python on PATH); implies --peers
  --rounds N     rounds that are counted (7)
  --steps N      training steps a round (300)
  --json FILE    write all timings to this file
  --help         print this

All contestants start from the same weights and see the same images; before anything is timed their
first losses are compared with a plain float64 reference. Then they take turns, round by round, each
in a process of its own: ours on one thread, the peers on two. MNIST comes from DESCENT_DATA or data/,
else a small sample does.

Exit codes: 0 measured, whether or not an aim was reached; 1 the losses do not agree or something of
ours does not run; 2 wrong option.`;
