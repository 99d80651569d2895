/**
 * The legend, above the plot so that it never covers data.
 *
 * @param series What is drawn; those with a name are in the legend.
 * @param atLeast Series below which there is no legend.
 * @returns The part of the layout.
 */
export function legend(series: { name?: string }[], atLeast: number): Record<string, unknown> {
  if (!hasLegend(series, atLeast)) return { showlegend: false };
  return {
    showlegend: true,
    legend: { orientation: "h", x: 0, xanchor: "left", y: 1.01, yanchor: "bottom" },
  };
}

/** Whether there are names to be told apart. */
export function hasLegend(series: { name?: string }[], atLeast: number): boolean {
  return series.length >= atLeast && series.some(({ name }) => name !== undefined);
}
