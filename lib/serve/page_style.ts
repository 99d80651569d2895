/** How the page for people looks, in light and dark, on wide screens and narrow ones. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --line: #8885; --soft: light-dark(#555, #aaa);
  --more: light-dark(#0072b2, #56b4e9); --less: light-dark(#d55e00, #e69f00); }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 0 auto; padding: 1rem; }
header { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; align-items: baseline;
  border-bottom: 1px solid var(--line); padding-bottom: .6rem; }
header label { margin-left: auto; color: var(--soft); }
section { border-bottom: 1px solid var(--line); padding-bottom: 1.5rem; }
section:last-child { border: 0; }
h1 { font-size: 1.3rem; margin: 1rem 0 0; }
h1 + p { margin-top: 0; color: var(--soft); }
small { color: var(--soft); font-weight: normal; }
form.numbers { display: grid; gap: .7rem 1rem;
  grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); }
form.numbers input { display: block; width: 100%; }
form.numbers button { justify-self: start; align-self: end; }
button, input { font: inherit; padding: .3rem .7rem; }
canvas.draw { width: min(280px, 100%); aspect-ratio: 1; border: 1px solid var(--line);
  background: #fff; touch-action: none; display: block; margin-bottom: .6rem; cursor: crosshair; }
output { display: block; font-size: 2rem; line-height: 1.3; min-height: 2.6rem; margin-top: .6rem; }
output small { font-size: 1.1rem; }
.wrong { color: light-dark(#b00020, #ff8a80); margin: 0; }
.effects { display: flex; flex-wrap: wrap; gap: 1.5rem; align-items: start; }
figure { margin: .5rem 0 0; width: 220px; }
figure canvas { width: 220px; height: 220px; background: #fff; border: 1px solid var(--line); }
figcaption, caption { color: var(--soft); font-size: .85rem; line-height: 1.35; text-align: left; }
caption { padding-bottom: .3rem; }
table { border-collapse: collapse; margin-top: .5rem; flex: 1 1 18rem; max-width: 32rem; }
th { text-align: left; font-weight: normal; padding: .1rem .8rem .1rem 0; white-space: nowrap; }
td { padding: .1rem 0 .1rem .8rem; text-align: right; font-variant-numeric: tabular-nums;
  white-space: nowrap; }
td.bars { width: 60%; padding: 0; }
.bar { height: .8rem; min-width: 1px; background: var(--more); }
.bar.less { background: var(--less); }
pre { overflow: auto; border: 1px solid var(--line); padding: .6rem; font-size: .85rem; }
details { border-bottom: 1px solid var(--line); padding: .3rem 0; }
summary { cursor: pointer; overflow-wrap: anywhere; }
`;
