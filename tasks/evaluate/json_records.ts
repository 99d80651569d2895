import { LONGEST_RECORD, type OnRecord, type Records } from "./csv_records.ts";

/**
 * Cuts JSON Lines into records as they come. The keys of the first object name the columns, and an
 * object or list inside it one column for each of its entries: `{"probabilities": {"cat": 0.2}}` has
 * the column `p_cat`. Fields come as text, missing ones as empty text.
 *
 * @param onHeader Is given the columns, once.
 * @param onRecord Is given each record.
 */
export function jsonRecords(onHeader: (columns: string[]) => void, onRecord: OnRecord): Records {
  let rest = "";
  let line = 0;
  let columns: string[] | undefined;
  const take = (text: string) => {
    line++;
    if (text.trim() === "") return;
    const record = flat(text);
    if (typeof record === "string") return onRecord([], line, record);
    if (columns === undefined) onHeader(columns = [...record.keys()]);
    onRecord(columns.map((column) => record.get(column) ?? ""), line);
  };
  return {
    push(text) {
      rest += text;
      let from = 0;
      for (let at = rest.indexOf("\n"); at >= 0; at = rest.indexOf("\n", from)) {
        take(rest.slice(from, at));
        from = at + 1;
      }
      rest = rest.slice(from);
      if (rest.length <= LONGEST_RECORD) return;
      onRecord([], line + 1, `no end of the line within ${LONGEST_RECORD} characters`);
      rest = "";
    },
    end: () => rest === "" ? undefined : take(rest),
  };
}

/** The fields of one line, or why it has none. */
function flat(text: string): Map<string, string> | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "it is no JSON";
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return "it must be a JSON object";
  }
  const fields = new Map<string, string>();
  for (const [key, field] of Object.entries(value)) {
    if (typeof field === "object" && field !== null) {
      const prefix = key === "probabilities" ? "p" : key;
      for (const [part, inner] of Object.entries(field)) {
        fields.set(`${prefix}_${part}`, word(inner));
      }
    } else fields.set(key, word(field));
  }
  return fields;
}

function word(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}
