/**
 * Where this kernel's outputs come out: `iopub_port` of its connection file, whose name stands
 * behind `--conn` in the command that started this process.
 *
 * @returns The address, or nothing where the command cannot be read (Windows).
 */
export async function findIopubAddress(): Promise<{ hostname: string; port: number } | undefined> {
  try {
    const words = await commandLine();
    const file = words[words.indexOf("--conn") + 1]!;
    const { transport, ip, iopub_port } = JSON.parse(await Deno.readTextFile(file));
    return transport === "tcp" ? { hostname: ip, port: iopub_port } : undefined;
  } catch {
    return undefined;
  }
}

/** The words of the command that started this process; Deno itself does not tell them to a cell. */
async function commandLine(): Promise<string[]> {
  if (Deno.build.os === "linux") {
    return (await Deno.readTextFile("/proc/self/cmdline")).split("\0");
  }
  const command = new Deno.Command("ps", { args: ["-ww", "-o", "command=", "-p", `${Deno.pid}`] });
  const text = new TextDecoder().decode((await command.output()).stdout).trim();
  // The file's name may hold blanks, and comes last.
  const [before, file] = text.split(" --conn ");
  return [...before!.split(" "), "--conn", file!];
}
