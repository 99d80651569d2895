import type { Bundle } from "../../lib/notebook/host.ts";
import { createInterrupt } from "../../lib/notebook/interrupt.ts";
import { replaceSession, type Session } from "../../lib/notebook/session.ts";

/** What a live place showed: every drawing, and whether the last one was final. */
export type RecordedLive = { drawn: Bundle[]; final: boolean };

/** A screen that keeps what it is given, and a session around it. */
export type Recorder = {
  session: Session;
  shown: Bundle[];
  lives: RecordedLive[];
  endCell(): Promise<void>;
};

/** A session as in a notebook, which only keeps what is shown. */
export function createRecorder(): Recorder {
  const shown: Bundle[] = [];
  const lives: RecordedLive[] = [];
  const waiting: (() => Promise<void> | void)[] = [];
  const screen: Session["screen"] = {
    show: (bundle) => void shown.push(bundle),
    live() {
      const live: RecordedLive = { drawn: [], final: false };
      lives.push(live);
      return {
        draw: (bundle) => void live.drawn.push(bundle),
        done(bundle) {
          live.drawn.push(bundle);
          live.final = true;
        },
      };
    },
    beforeCellEnds: (work) => void waiting.push(work),
  };
  const endCell = async () => {
    for (const work of waiting.splice(0)) await work();
  };
  return {
    session: { inNotebook: true, screen, interrupt: createInterrupt() },
    shown,
    lives,
    endCell,
  };
}

/** Runs something whose outputs are kept. */
export async function record(run: (recorder: Recorder) => unknown): Promise<Recorder> {
  const recorder = createRecorder();
  const before = replaceSession(recorder.session);
  try {
    await run(recorder);
  } finally {
    replaceSession(before);
  }
  return recorder;
}

/** One form of what was shown, a text for each output. */
export function forms(shown: Bundle[], type: string): string[] {
  return shown.map((bundle) => String(bundle[type]));
}
