// adam64: one step of Adam for n parameters of 64 bits, in one pass over memory.
//
//   m = beta1 * m + (1 - beta1) * g
//   v = beta2 * v + (1 - beta2) * g * g
//   w = w - rate * m / (sqrt(v * scale) + epsilon)
//
// w        byte address of n float64 parameters, changed in place
// m, v     byte addresses of the two moments, n float64 each, changed in place
// g        byte address of the gradient, n float64
// rate     step size with the first moment's bias correction: learningRate / (1 - beta1^t)
// scale    the second moment's bias correction: 1 / (1 - beta2^t)
// The four arrays overlap nothing. Every number goes through the operations above in their order, so
// the result is that of the plain loop bit for bit.
//
// Source: D. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, algorithm 1.

export function adam64(
  w: usize,
  m: usize,
  v: usize,
  g: usize,
  n: i32,
  rate: f64,
  beta1: f64,
  beta2: f64,
  epsilon: f64,
  scale: f64,
): void {
  const b1 = f64x2.splat(beta1), c1 = f64x2.splat(1 - beta1);
  const b2 = f64x2.splat(beta2), c2 = f64x2.splat(1 - beta2);
  const r = f64x2.splat(rate), e = f64x2.splat(epsilon), s = f64x2.splat(scale);
  let i: usize = 0;
  for (const stop2 = <usize>(n & ~1) << 3; i < stop2; i += 16) { // two numbers a turn
    const gi = v128.load(g + i);
    const mi = f64x2.add(f64x2.mul(b1, v128.load(m + i)), f64x2.mul(c1, gi));
    const vi = f64x2.add(f64x2.mul(b2, v128.load(v + i)), f64x2.mul(f64x2.mul(c2, gi), gi));
    const root = f64x2.add(f64x2.sqrt(f64x2.mul(vi, s)), e);
    v128.store(m + i, mi);
    v128.store(v + i, vi);
    v128.store(w + i, f64x2.sub(v128.load(w + i), f64x2.div(f64x2.mul(r, mi), root)));
  }
  if (n & 1) {
    const gi = load<f64>(g + i);
    const mi = beta1 * load<f64>(m + i) + (1 - beta1) * gi;
    const vi = beta2 * load<f64>(v + i) + (1 - beta2) * gi * gi;
    store<f64>(m + i, mi);
    store<f64>(v + i, vi);
    store<f64>(w + i, load<f64>(w + i) - rate * mi / (sqrt<f64>(vi * scale) + epsilon));
  }
}
