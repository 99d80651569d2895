/**
 * The legend, above the plot so that it never covers data; none where there is one series at most.
 *
 * @param series What is drawn; those with a name are in the legend.
 * @returns The part of the layout.
 */
export function legend(series: { name?: string }[]): Record<string, unknown> {
  const shown = series.length > 1 && series.some(({ name }) => name !== undefined);
  if (!shown) return { showlegend: false };
  return {
    showlegend: true,
    legend: { orientation: "h", x: 0, xanchor: "left", y: 1.02, yanchor: "bottom" },
  };
}
