import { join } from "node:path";

/** What Jupyter reads to start a kernel. */
export type KernelSpec = {
  argv: string[];
  display_name: string;
  language: string;
  /** How the Stop button reaches the kernel. */
  interrupt_mode: "signal";
  env: Record<string, string>;
};

/** The kernel's name in notebooks. */
export const KERNEL_NAME = "descent";

/**
 * Our kernelspec: Deno's own kernel, with the settings that `deno jupyter --install` leaves out.
 *
 * Stop is a signal, for which `descent/notebook` listens: a training loop ends after its step and
 * the state is kept. A message would stop a loop that does not await, but a kernel that awaits,
 * as all training does, would hang.
 *
 * Before the first cell nobody listens, and the signal would end the kernel. So it starts with the
 * signal ignored, which a program hands on to the one that takes its place.
 *
 * @param deno The program to start.
 * @param env Environment variables of the kernel.
 * @param os The system; Windows has no such signals.
 */
export function kernelSpec(
  deno: string,
  env: Record<string, string>,
  os: typeof Deno.build.os = Deno.build.os,
): KernelSpec {
  const start = os === "windows" ? [] : ["/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"];
  return {
    argv: [...start, deno, "jupyter", "--quiet", "--kernel", "--conn", "{connection_file}"],
    display_name: "Descent (Deno)",
    language: "typescript",
    interrupt_mode: "signal",
    env,
  };
}

/**
 * Writes a kernelspec where Jupyter finds it.
 *
 * @param dataFolder One of the folders that Jupyter looks for data in.
 * @param spec The kernelspec.
 * @returns The folder written.
 */
export async function writeKernelSpec(dataFolder: string, spec: KernelSpec): Promise<string> {
  const folder = join(dataFolder, "kernels", KERNEL_NAME);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(join(folder, "kernel.json"), JSON.stringify(spec, null, 2) + "\n");
  await Deno.writeTextFile(join(folder, "logo-svg.svg"), LOGO);
  return folder;
}

/** A ball on its way down a valley. */
const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
<rect width="64" height="64" rx="14" fill="#1d4ed8"/>
<path d="M10 14 Q32 86 54 14" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round"/>
<circle cx="19" cy="24" r="6" fill="#fbbf24"/>
</svg>
`;
