/**
 * The legend, above the plot so that it never covers data; none where there is one series at most.
 *
 * @param series What is drawn; those with a name are in the legend.
 * @returns The part of the layout.
 */
export function legend(series: { name?: string }[]): Record<string, unknown> {
  if (!hasLegend(series)) return { showlegend: false };
  return {
    showlegend: true,
    legend: { orientation: "h", x: 0, xanchor: "left", y: 1.01, yanchor: "bottom" },
  };
}

/** Whether there are names to be told apart. */
export function hasLegend(series: { name?: string }[]): boolean {
  return series.length > 1 && series.some(({ name }) => name !== undefined);
}
