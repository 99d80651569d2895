import { type AnyMeans, type EpochLog, metricOf, type StepLog } from "./logs.ts";

/** The log of a step, whatever its metric. */
export type AnyStepLog = Omit<StepLog, "accuracy"> & AnyMeans;

/** The log of an epoch, whatever its metric. */
export type AnyEpochLog = Omit<EpochLog, "accuracy" | "validation"> & AnyMeans & {
  validation?: AnyMeans;
};

const WIDEST_BAR = 30; // as wide as Keras draws it
const NARROWEST_BAR = 10; // below this a bar says less than the step count beside it

/**
 * The line that is redrawn while an epoch runs.
 *
 * `Epoch 2/5 [=====>....]  938/1875 4.2ms/step loss 0.0712 acc 0.9781 0:24 left`
 *
 * Where the terminal is narrow the bar shrinks to 10 cells; then whole parts go, the least needed
 * first: the bar, ms/step, metric, loss, time left. What is still too wide is cut.
 *
 * @param log The step just made.
 * @param columns Width of the terminal in characters. Three are left free: a full line would wrap,
 * and so would the `^C` that a terminal adds to it.
 * @returns Text without line end, at most `columns - 3` characters.
 */
export function progressLine(log: AnyStepLog, columns: number): string {
  const room = Math.max(columns - 3, 0);
  const parts = partsOf(log);
  const free = room - parts.join(" ").length - " []".length;
  if (free >= NARROWEST_BAR) {
    parts.splice(1, 0, bar(log.step / log.steps, Math.min(free, WIDEST_BAR)));
    return parts.join(" ");
  }
  for (const least of [2, 3, 2, 2]) { // where ms/step, metric, loss, time left stand by then
    if (parts.join(" ").length <= room) break;
    parts.splice(least, 1);
  }
  return parts.join(" ").slice(0, room);
}

/** Epoch, step, speed, loss, metric, time left. */
function partsOf(log: AnyStepLog): string[] {
  const { short, value } = metricOf(log);
  const step = String(log.step).padStart(String(log.steps).length);
  const msPerStep = log.elapsedMs / log.step;
  const stepsLeft = log.steps - log.step + (log.epochs - log.epoch) * log.steps;
  return [
    `Epoch ${log.epoch}/${log.epochs}`,
    `${step}/${log.steps}`,
    `${formatMs(msPerStep)}ms/step`,
    `loss ${formatMean(log.loss)}`,
    `${short} ${formatMean(value)}`,
    `${formatClock(stepsLeft * msPerStep)} left`,
  ];
}

/** `[===>......]`: as many cells as `width`, `share` of them done. */
function bar(share: number, width: number): string {
  const done = Math.floor(share * width);
  const head = done < width ? ">" : "";
  return `[${"=".repeat(done)}${head}${".".repeat(width - done - head.length)}]`;
}

/** The line that stays when an epoch is over, in the words of Keras's `verbose=2`. */
export function epochLine(log: AnyEpochLog): string {
  const head = `Epoch ${log.epoch}/${log.epochs} - ${log.steps}/${log.steps}`;
  return keras(head, log.elapsedMs, log.msPerStep, log);
}

/** The line for a step in the middle of a long epoch, where no bar can be drawn. */
export function stepLine(log: AnyStepLog): string {
  const head = `Epoch ${log.epoch}/${log.epochs} - ${log.step}/${log.steps}`;
  return keras(head, log.elapsedMs, log.elapsedMs / log.step, log);
}

function keras(
  head: string,
  elapsedMs: number,
  msPerStep: number,
  log: AnyMeans & { validation?: AnyMeans },
): string {
  const time = `${Math.round(elapsedMs / 1000)}s - ${formatMs(msPerStep)}ms/step`;
  const { validation } = log;
  return [head, time, ...means(log), ...validation ? means(validation, "val_") : []].join(" - ");
}

function means(log: AnyMeans, prefix = ""): string[] {
  const { name, value } = metricOf(log);
  return [`${prefix}${name}: ${formatMean(value)}`, `${prefix}loss: ${formatMean(log.loss)}`];
}

/** Milliseconds, with a tenth below 10. */
function formatMs(ms: number): string {
  return ms < 9.95 ? ms.toFixed(1) : ms.toFixed(0);
}

/** Four decimals; a value that four decimals would turn into zeros keeps its digits. */
function formatMean(value: number): string {
  return Math.abs(value) < 1e-3 && value !== 0 ? value.toExponential(4) : value.toFixed(4);
}

/**
 * A length of time as a clock shows it: `0:08`, `3:05`, `2:07:30`.
 *
 * @param ms Milliseconds, 0 or more; not finite answers `?`.
 * @returns Minutes and seconds, with hours before them from one hour on.
 */
export function formatClock(ms: number): string {
  if (!Number.isFinite(ms)) return "?";
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const tail = `:${pad(seconds % 60)}`;
  if (minutes < 60) return `${minutes}${tail}`;
  return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}${tail}`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
