/** Records of a text that comes in pieces. */
export type Records = {
  /** Takes a piece; gives each record that is complete now, and the line it begins on. */
  push(text: string): void;
  /** Takes the end of the text. */
  end(): void;
};

/** What a record is given to; `fault` tells why it cannot be read, and then `fields` is empty. */
export type OnRecord = (fields: string[], line: number, fault?: string) => void;

/** A record longer than so many characters is a quote that was never closed, or no text at all. */
export const LONGEST_RECORD = 1 << 20;

/**
 * Cuts comma-separated values into records as they come, as RFC 4180 has them: fields may be quoted,
 * a quoted field may hold delimiters, line ends and doubled quotes. Empty lines are left out.
 *
 * @param delimiter One character.
 * @param onRecord Is given each record; the list is its own to keep.
 */
export function csvRecords(delimiter: string, onRecord: OnRecord): Records {
  let rest = "";
  let line = 1;
  const drain = (isEnd: boolean) => {
    let from = 0;
    let quote = -1; // the next one: looked for once, not again for each record before it
    while (from < rest.length) {
      if (quote < from) quote = nextOrEnd(rest, '"', from);
      let end = rest.indexOf("\n", from);
      const isQuoted = quote < (end < 0 ? rest.length : end);
      if (isQuoted) end = endOfQuoted(rest, from, delimiter);
      if (end < 0 && isEnd) end = rest.length;
      if (end < 0) break;
      const record = rest.slice(from, rest[end - 1] === "\r" && end > from ? end - 1 : end);
      if (!isBlank(record)) give(record, delimiter, line, onRecord);
      line += isQuoted ? countLines(rest, from, end) : 1;
      from = end + 1;
    }
    rest = rest.slice(from);
    if (!isEnd && rest.length > LONGEST_RECORD) {
      onRecord(
        [],
        line,
        `no end of the record within ${LONGEST_RECORD} characters: an open quote?`,
      );
      line += countLines(rest, 0, rest.length) - 1;
      rest = "";
    }
  };
  return {
    push(text) {
      rest += line === 1 && rest === "" && text.startsWith("\uFEFF") ? text.slice(1) : text;
      drain(false);
    },
    end: () => drain(true),
  };
}

/** Nothing or spaces; tabs may be delimiters. */
function isBlank(record: string): boolean {
  return record === "" || (record.startsWith(" ") && /^ *$/.test(record));
}

function nextOrEnd(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at;
}

/**
 * Where the line end of a record with quotes stands, −1 if it is not there yet. Only at the beginning
 * of a field does a quote open anything, so that a stray one spoils its own line alone.
 */
function endOfQuoted(text: string, from: number, delimiter: string): number {
  for (let at = from;;) {
    if (text[at] === '"') {
      const closing = closingQuote(text, at + 1);
      if (closing < 0) return -1;
      at = closing + 1;
    }
    const end = text.indexOf("\n", at);
    const next = text.indexOf(delimiter, at);
    if (next < 0 || (end >= 0 && end < next)) return end;
    at = next + 1;
  }
}

/** The quote that is not doubled. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

function countLines(text: string, from: number, to: number): number {
  let lines = 1;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) {
    lines++;
  }
  return lines;
}

function give(record: string, delimiter: string, line: number, onRecord: OnRecord): void {
  if (!record.includes('"')) return onRecord(split(record, delimiter), line);
  const fields: string[] = [];
  for (let at = 0; at <= record.length;) {
    if (record[at] === '"') {
      const end = closingQuote(record, at + 1);
      if (end < 0) return onRecord([], line, "a quote is not closed");
      if (end + 1 < record.length && record[end + 1] !== delimiter) {
        return onRecord([], line, "a closing quote must be followed by the delimiter");
      }
      fields.push(record.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 2;
      continue;
    }
    const stop = record.indexOf(delimiter, at);
    const field = record.slice(at, stop < 0 ? record.length : stop);
    if (field.includes('"')) return onRecord([], line, "a field with a quote must be quoted");
    fields.push(field);
    at = stop < 0 ? record.length + 1 : stop + 1;
  }
  onRecord(fields, line);
}

/** As `String.split`, which takes longer for short lists. */
function split(record: string, delimiter: string): string[] {
  const fields: string[] = [];
  let from = 0;
  for (let at = record.indexOf(delimiter); at >= 0; at = record.indexOf(delimiter, from)) {
    fields.push(record.slice(from, at));
    from = at + 1;
  }
  fields.push(record.slice(from));
  return fields;
}
