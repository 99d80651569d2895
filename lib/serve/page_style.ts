/** How the page for people looks, in light and dark. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --line: #8884; --more: #0072b2; --less: #d55e00; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 1rem; }
header { border-bottom: 1px solid var(--line); padding-bottom: .5rem; }
header a { margin-right: 1rem; }
h1 { font-size: 1.3rem; margin-bottom: 0; }
small { opacity: .7; font-weight: normal; }
form.numbers { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .6rem; }
form.numbers input { display: block; width: 100%; box-sizing: border-box; }
form.numbers button { grid-column: 1 / -1; justify-self: start; }
button, input { font: inherit; padding: .3rem .7rem; }
canvas.draw { width: 252px; height: 252px; border: 1px solid; background: #fff; touch-action: none;
  image-rendering: pixelated; display: block; margin-bottom: .5rem; cursor: crosshair; }
output { display: block; font-size: 1.8rem; min-height: 2.8rem; margin-top: .6rem; }
table { border-collapse: collapse; margin-top: .5rem; }
caption { text-align: left; opacity: .7; }
td { padding: .1rem .6rem .1rem 0; }
td:last-child { text-align: right; font-variant-numeric: tabular-nums; }
progress { width: 14rem; accent-color: var(--more); }
progress.less { accent-color: var(--less); }
pre { overflow: auto; border: 1px solid var(--line); padding: .6rem; }
details { border-bottom: 1px solid var(--line); padding: .3rem 0; }
`;
