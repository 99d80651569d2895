/** What a kernel is told by its connection file, in Jupyter's own names. */
export type Connection = {
  transport: "tcp";
  ip: "127.0.0.1";
  signature_scheme: "hmac-sha256";
  key: string;
  shell_port: number;
  iopub_port: number;
  stdin_port: number;
  control_port: number;
  hb_port: number;
};

/**
 * Chooses ports of this machine that nobody uses now, and a fresh key. Somebody else may take a
 * port before the kernel does; then the kernel ends at once, and new ones must be chosen.
 *
 * @returns What belongs into the connection file.
 */
export function chooseConnection(): Connection {
  const [shell, iopub, stdin, control, heartbeat] = freePorts(5);
  return {
    transport: "tcp",
    ip: "127.0.0.1",
    signature_scheme: "hmac-sha256",
    key: crypto.randomUUID(),
    shell_port: shell!,
    iopub_port: iopub!,
    stdin_port: stdin!,
    control_port: control!,
    hb_port: heartbeat!,
  };
}

/** All are held until the last is chosen, so that no two are equal. */
function freePorts(count: number): number[] {
  const listeners = Array.from(
    { length: count },
    () => Deno.listen({ hostname: "127.0.0.1", port: 0 }),
  );
  const ports = listeners.map(({ addr }) => addr.port);
  for (const listener of listeners) listener.close();
  return ports;
}
