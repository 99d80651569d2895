/**
 * The kernels as plain loops: their meaning, and what their tests compare with. Nothing that trains
 * imports this.
 *
 * Sums are made and returned in float64, so that the difference to a kernel is the kernel's own
 * rounding; where a kernel only copies or rounds once, the result is float32 and equal bit for bit.
 *
 * @module
 */

export { activate, activateGrad, ACTIVATION_KINDS } from "./activate.ts";
export { adadelta, type AdadeltaState } from "./adadelta.ts";
export { adam, type AdamState, type AdamStep } from "./adam.ts";
export { adam64 } from "./adam64.ts";
export { adamBySteps, type AdamNumbers } from "./adam_by_steps.ts";
export { addBias } from "./add_bias.ts";
export { ARITHMETIC, type Arithmetic, arithmetic } from "./arithmetic.ts";
export { avgPool3d } from "./avg_pool3d.ts";
export { avgPool3dGrad } from "./avg_pool3d_grad.ts";
export { clip } from "./clip.ts";
export { clipGrad } from "./clip_grad.ts";
export { columnMoments } from "./column_moments.ts";
export { columnSums } from "./column_sums.ts";
export { conv2d } from "./conv2d.ts";
export { conv2dBackpropFilter } from "./conv2d_backprop_filter.ts";
export { conv2dBackpropInput } from "./conv2d_backprop_input.ts";
export { conv3dBackpropFilter } from "./conv3d_backprop_filter.ts";
export { conv3dBackpropInput } from "./conv3d_backprop_input.ts";
export { type Conv3dShape, type Conv3dTerm, forEachConv3dTerm } from "./conv3d_shape.ts";
export { convPatches, type PatchShape, tapOffsets } from "./conv_patches.ts";
export { convPatchesBackpropFilter } from "./conv_patches_backprop_filter.ts";
export { type ConvShape, forEachTerm, type Term } from "./conv_shape.ts";
export { copyRows } from "./copy_rows.ts";
export {
  densePatches,
  type DensePatchesShape,
  fillBlanks,
  type PatchRows,
} from "./dense_patches.ts";
export { densePatchesGrad } from "./dense_patches_grad.ts";
export { depthwiseBackpropFilter } from "./depthwise_backprop_filter.ts";
export { depthwiseBackpropInput } from "./depthwise_backprop_input.ts";
export { depthwiseConv2d } from "./depthwise_conv2d.ts";
export {
  type DepthwiseShape,
  type DepthwiseTerm,
  forEachDepthwiseTerm,
} from "./depthwise_shape.ts";
export { dropout } from "./dropout.ts";
export { elementwise, type ElementwiseStep } from "./elementwise.ts";
export { flipFilter } from "./flip_filter.ts";
export { fmaPeak, type FmaTurns } from "./fma_peak.ts";
export { gather } from "./gather.ts";
export { globalMaxGrad } from "./global_max_grad.ts";
export { gru, gruGrad, type GruGradInputs, type GruValues } from "./gru.ts";
export {
  gruBefore,
  gruBeforeGrad,
  type GruBeforeGradInputs,
  type GruBeforeValues,
} from "./gru_before.ts";
export { isFinite } from "./is_finite.ts";
export { leakyRelu, leakyReluGrad } from "./leaky_relu.ts";
export { listNonzeros, type NonzeroList } from "./list_nonzeros.ts";
export { listPatches, type PatchList } from "./list_patches.ts";
export { lstm, lstmGrad, type LstmGradInputs, type LstmValues } from "./lstm.ts";
export { matmul, type MatmulShape } from "./matmul.ts";
export { forEachWindow, maxPool3d, type Pool3dShape } from "./max_pool3d.ts";
export { maxPool3dGrad } from "./max_pool3d_grad.ts";
export { maxPoolGrad, type PoolShape } from "./max_pool_grad.ts";
export { type Normalization, normalize, normalizeGrad, normalizeSums } from "./normalize.ts";
export { pad, type PadShape } from "./pad.ts";
export { type RecurrentInputs, type RecurrentShape } from "./recurrent.ts";
export { reluGrad } from "./relu_grad.ts";
export { reluGradBias } from "./relu_grad_bias.ts";
export { repeatEach } from "./repeat_each.ts";
export { segmentSum } from "./segment_sum.ts";
export { sgd } from "./sgd.ts";
export { simpleRnn, simpleRnnGrad, type SimpleRnnGradInputs } from "./simple_rnn.ts";
export { softmax } from "./softmax.ts";
export { softmaxGrad } from "./softmax_grad.ts";
export { sqrt } from "./sqrt.ts";
export { sumEach } from "./sum_each.ts";
export { transpose } from "./transpose.ts";
export { winogradBackpropFilter } from "./winograd_backprop_filter.ts";
export {
  paddedShape,
  winogradConv2d,
  winogradPadded,
  type WinogradShape,
} from "./winograd_conv2d.ts";
export { type Matrix, WINOGRAD, winogradFilter } from "./winograd_filter.ts";
