/** tfjs's names of what is done, numbered as the kernels `arithmetic` and `elementwise` do. */
export const ELEMENTWISE = { Add: 0, Sub: 1, Multiply: 2, RealDiv: 3, Sqrt: 4 } as const;
