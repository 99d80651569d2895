// What the binary exports: one kernel a file.

export { adam } from "./adam";
export { addBias } from "./add_bias";
export { clip } from "./clip";
export { columnSums } from "./column_sums";
export { conv2d } from "./conv2d";
export { conv2dBackpropFilter } from "./conv2d_backprop_filter";
export { convPatches } from "./conv_patches";
export { convPatchesBackpropFilter } from "./conv_patches_backprop_filter";
export { densePatches } from "./dense_patches";
export { densePatchesGrad } from "./dense_patches_grad";
export { flipFilter } from "./flip_filter";
export { gather } from "./gather";
export { isFinite } from "./finite";
export { listPatches } from "./list_patches";
export { matmulNarrow } from "./matmul_narrow";
export { matmulOuter } from "./matmul_outer";
export { matmulShallow } from "./matmul_shallow";
export { matmulTiled } from "./matmul_tiled";
export { maxPoolGrad } from "./max_pool_grad";
export { pad } from "./pad";
export { reluGrad } from "./relu_grad";
export { reluGradBias } from "./relu_grad_bias";
export { sqrt } from "./sqrt";
