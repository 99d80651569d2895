/**
 * A length of time as a clock shows it: `0:08`, `3:05`, `2:07:30`.
 *
 * @param ms Milliseconds, 0 or more; not finite answers `?`.
 * @returns Minutes and seconds, with hours before them from one hour on.
 */
export function formatClock(ms: number): string {
  if (!Number.isFinite(ms)) return "?";
  const seconds = Math.round(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const tail = `:${pad(seconds % 60)}`;
  return hours === 0 ? `${minutes}${tail}` : `${hours}:${pad(minutes)}${tail}`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
