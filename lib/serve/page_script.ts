/** What the page for people does in a browser: draw, ask, show. */
export const PAGE_SCRIPT = `
const PATCH = 4; // pixels a side of what an image's explanation is told of

const element = (name, more = {}, ...children) => {
  const made = Object.assign(document.createElement(name), more);
  made.append(...children);
  return made;
};
const rounded = (value) => String(Number(value.toPrecision(4)));
const signed = (value) => (value > 0 ? "+" : "") + rounded(value);
const share = (value) => value > 0 && value < 0.001 ? "< 0.001" : value.toFixed(3);

async function post(path, body) {
  const key = document.getElementById("key")?.value;
  const headers = { "content-type": "application/json", ...key && { authorization: "Bearer " + key } };
  const response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail ?? answer.title);
  return answer;
}

/** Ink as a model of drawn digits knows it: small, its centre in the middle of the picture. */
function inkOf(canvas) {
  const side = Number(canvas.dataset.side);
  const small = element("canvas", { width: side, height: side });
  const context = small.getContext("2d", { willReadFrequently: true });
  context.imageSmoothingQuality = "high";
  const read = () => {
    const { data } = context.getImageData(0, 0, side, side);
    return Array.from({ length: side * side }, (_, i) => data[4 * i + 3] / 255);
  };
  context.drawImage(canvas, 0, 0, side, side);
  const [x, y] = centreOf(read(), side);
  context.clearRect(0, 0, side, side);
  context.drawImage(canvas, x, y, side, side);
  return { ink: read(), picture: small };
}

/** How far ink must be moved. */
function centreOf(ink, side) {
  let [sum, x, y] = [0, 0, 0];
  ink.forEach((value, i) => {
    sum += value;
    x += value * (i % side);
    y += value * Math.floor(i / side);
  });
  if (sum === 0) throw new Error("Draw something first.");
  return [x, y].map((total) => Math.round((side - 1) / 2 - total / sum));
}

function showAnswer(section, { prediction, unit, outputs }) {
  const text = typeof prediction === "number" ? rounded(prediction) : prediction;
  section.querySelector("output").replaceChildren(
    text,
    ...unit ? [element("small", { textContent: " " + unit })] : [],
  );
  if (outputs) showBars(section, "How sure it is", Object.entries(outputs), 0);
}

/** A row a value; bars begin in the middle where values can be below 0. */
function showBars(section, title, pairs, lowest = -1) {
  const most = Math.max(...pairs.map(([, value]) => Math.abs(value)), 1e-12);
  const table = element("table", {}, element("caption", { textContent: title }));
  for (const [name, value] of pairs) {
    const bar = element("div", { className: value < 0 ? "bar less" : "bar more" });
    const length = Math.abs(value) / most * (lowest < 0 ? 50 : 100);
    bar.style.width = length + "%";
    bar.style.marginLeft = lowest < 0 ? (value < 0 ? 50 - length : 50) + "%" : "0";
    table.append(element(
      "tr",
      {},
      element("th", { scope: "row", textContent: name }),
      element("td", { className: "bars" }, bar),
      element("td", { textContent: lowest < 0 ? signed(value) : share(value) }),
    ));
  }
  section.querySelector(".effects").append(table);
}

/** Patches that spoke for the answer or against it, under what was drawn. */
function showPatches(section, effects, output, picture) {
  const zoom = 10;
  const across = Math.ceil(picture.width / PATCH);
  const copy = element("canvas", { width: picture.width * zoom, height: picture.height * zoom });
  const context = copy.getContext("2d");
  const most = Math.max(...effects.map(({ effect }) => Math.abs(effect)), 1e-12);
  const step = PATCH * zoom;
  effects.forEach(({ effect }, i) => {
    const colour = effect > 0 ? "0, 114, 178" : "213, 94, 0";
    context.fillStyle = "rgba(" + colour + ", " + Math.abs(effect) / most + ")";
    context.fillRect(i % across * step, Math.floor(i / across) * step, step, step);
  });
  context.imageSmoothingEnabled = false;
  context.globalAlpha = 0.55;
  context.drawImage(picture, 0, 0, copy.width, copy.height);
  section.querySelector(".effects").append(element(
    "figure",
    {},
    copy,
    element("figcaption", {
      textContent: "Blue spoke for " + output + ", orange against: how sure it is, less how sure it " +
        "is with that patch as it is on average.",
    }),
  ));
}

async function ask(section) {
  const form = section.querySelector("form");
  const { model } = section.dataset;
  const canvas = form.querySelector("canvas");
  section.querySelector(".effects").replaceChildren();
  section.querySelector(".wrong").textContent = "";
  delete section.dataset.state;
  try {
    const drawn = canvas && inkOf(canvas);
    const features = drawn
      ? drawn.ink.map((value) => value * Number(canvas.dataset.scale))
      : Object.fromEntries([...form.elements].filter(({ name }) => name).map((
        { name, valueAsNumber },
      ) => [name, valueAsNumber]));
    showAnswer(section, await post("/predict", { features, model }));
    const path = "/v1/models/" + encodeURIComponent(model) + ":explain";
    const { effects, output } = await post(path, { features });
    if (drawn) showPatches(section, effects, output, drawn.picture);
    else {
      const title = "What each input did: the answer, less the answer with that input at its mean";
      showBars(section, title, effects.map(({ feature, effect }) => [feature, effect]));
    }
    section.dataset.state = "done";
  } catch (error) {
    section.querySelector("output").replaceChildren();
    section.querySelector(".wrong").textContent = error.message;
    section.dataset.state = "failed";
  }
}

function makeDrawable(canvas) {
  const context = canvas.getContext("2d");
  context.lineWidth = canvas.width / 12;
  context.lineCap = context.lineJoin = "round";
  let last;
  const at = (event) => {
    const { left, top, width } = canvas.getBoundingClientRect();
    const zoom = canvas.width / width;
    return [(event.clientX - left) * zoom, (event.clientY - top) * zoom];
  };
  const lineTo = (next) => {
    context.beginPath();
    context.moveTo(...last);
    context.lineTo(...next);
    context.stroke();
    last = next;
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    lineTo(last = at(event)); // a dot, if it stays one
  });
  canvas.addEventListener("pointermove", (event) => last && lineTo(at(event)));
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => last = undefined);
  }
  canvas.closest("form").querySelector(".clear").addEventListener("click", () => {
    context.clearRect(0, 0, canvas.width, canvas.height);
  });
}

document.querySelectorAll("canvas.draw").forEach(makeDrawable);
document.querySelectorAll("section").forEach((section) => {
  section.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    ask(section);
  });
});
`;
