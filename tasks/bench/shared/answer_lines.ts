import { readLines } from "./lines.ts";
import type { Question, QuestionTable, Refusal } from "./protocol.ts";

/**
 * A contestant's end of the line: answers the bench's questions until there are no more.
 *
 * @param answer Gives the answer to one question; what it throws becomes a refusal.
 */
export async function answerLines<Table extends QuestionTable>(
  answer: (question: Question<Table>) => Promise<Table[keyof Table]["answer"]>,
): Promise<void> {
  for await (const line of readLines(Deno.stdin.readable)) {
    try {
      say(await answer(JSON.parse(line)));
    } catch (error) {
      say({ error: error instanceof Error ? error.message : String(error) } satisfies Refusal);
    }
  }
}

function say(answer: object): void {
  const bytes = new TextEncoder().encode(`${JSON.stringify(answer)}\n`);
  for (let sent = 0; sent < bytes.length;) sent += Deno.stdout.writeSync(bytes.subarray(sent));
}
