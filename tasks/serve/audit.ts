import { verifyAuditLog } from "descent/serve";
import type { Places } from "./options.ts";

/** Where the log is. */
export function auditPath({ logs }: Pick<Places, "logs">): string {
  return `${logs}/audit.jsonl`;
}

/** Checks every line of the log and says how many there are. */
export async function verifyLog(places: Places): Promise<void> {
  const path = auditPath(places);
  const { entries, cut } = await verifyAuditLog(path);
  const rest = cut > 0 ? `; ${cut} bytes of a line that was cut short follow` : "";
  console.log(`${path}: ${entries} entries, each as it was written${rest}`);
}
