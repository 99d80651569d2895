import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { cannot } from "../core/mod.ts";

type Values = Parameters<WebGPUBackend["write"]>[0];
type Shape = Parameters<WebGPUBackend["write"]>[1];
type DType = Parameters<WebGPUBackend["write"]>[2];

/**
 * tfjs's WebGPU backend with a way to leave it. tfjs moves a tensor to another backend by reading
 * it at once, which it does with a canvas; Deno has none. So this one knows its tensors and can
 * fetch the values of all of them beforehand.
 */
export class GpuBackend extends WebGPUBackend {
  readonly #live = new Set<object>();

  /** Fetches the values of every tensor to the processor's memory, so that they can move on. */
  async fetchAll(): Promise<void> {
    for (const dataId of [...this.#live]) {
      if (this.tensorMap.has(dataId)) await this.read(dataId);
      else this.#live.delete(dataId);
    }
  }

  override write(values: Values, shape: Shape, dtype: DType): object {
    const dataId = super.write(values, shape, dtype);
    this.#live.add(dataId);
    return dataId;
  }

  override move(dataId: object, values: Values, shape: Shape, dtype: DType, refs: number): void {
    super.move(dataId, values, shape, dtype, refs);
    this.#live.add(dataId);
  }

  override disposeData(dataId: object, force?: boolean): boolean {
    const gone = super.disposeData(dataId, force);
    if (gone) this.#live.delete(dataId);
    return gone;
  }

  override readSync(dataId: object): Values {
    const { values, dtype, complexTensorInfos } = this.tensorMap.get(dataId);
    if (values != null || dtype === "string" || complexTensorInfos) return super.readSync(dataId);
    const needed =
      "on webgpu values come with a wait: write await tensor.data(), not dataSync(), " +
      "and change backends with useBackend()";
    throw new TypeError(cannot("read a tensor at once", needed));
  }
}
