/** What the page for people does in a browser: draw, ask, show. */
export const PAGE_SCRIPT = `
const headers = () => {
  const key = document.getElementById("key")?.value;
  return { "content-type": "application/json", ...key && { authorization: "Bearer " + key } };
};

async function post(path, body) {
  const response = await fetch(path, { method: "POST", headers: headers(), body: JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail ?? answer.title);
  return answer;
}

const digits = (value) => String(Number(value.toPrecision(4)));

function featuresOf(form) {
  const canvas = form.querySelector("canvas");
  if (!canvas) {
    return Object.fromEntries(
      [...form.querySelectorAll("input")].map(({ name, value }) => [name, Number(value)]),
    );
  }
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  const scale = Number(canvas.dataset.scale);
  return Array.from({ length: width * height }, (_, i) => data[4 * i + 3] / 255 * scale);
}

function show(section, { prediction, unit, outputs }) {
  const lines = [prediction.toPrecision ? digits(prediction) + (unit ? " " + unit : "") : prediction];
  section.querySelector("output").textContent = lines.join("");
  if (!outputs) return;
  const list = Object.entries(outputs).map(([name, p]) => [name, p]);
  bars(section, list, "how sure");
}

function bars(section, pairs, title) {
  const table = document.createElement("table");
  const most = Math.max(...pairs.map(([, value]) => Math.abs(value)), 1e-12);
  table.append(Object.assign(document.createElement("caption"), { textContent: title }));
  for (const [name, value] of pairs) {
    const row = table.insertRow();
    row.insertCell().textContent = name;
    const meter = document.createElement("progress");
    meter.max = most;
    meter.value = Math.abs(value);
    meter.className = value < 0 ? "less" : "more";
    row.insertCell().append(meter);
    row.insertCell().textContent = digits(value);
  }
  section.querySelector(".effects").append(table);
}

/** Patches that spoke for the answer, over what was drawn. */
function overlay(section, effects, output) {
  const canvas = section.querySelector("canvas");
  const copy = document.createElement("canvas");
  const across = Math.ceil(canvas.width / 4);
  const zoom = 8;
  copy.width = copy.height = canvas.width * zoom;
  copy.title = "where the ink spoke for " + output;
  const context = copy.getContext("2d");
  const most = Math.max(...effects.map(({ effect }) => Math.abs(effect)), 1e-12);
  effects.forEach(({ effect }, i) => {
    const strength = Math.abs(effect) / most;
    context.fillStyle = effect > 0 ? "rgba(0,114,178," + strength + ")" : "rgba(213,94,0," + strength + ")";
    context.fillRect(i % across * 4 * zoom, Math.floor(i / across) * 4 * zoom, 4 * zoom, 4 * zoom);
  });
  context.imageSmoothingEnabled = false;
  context.globalAlpha = 0.5;
  context.drawImage(canvas, 0, 0, copy.width, copy.height);
  section.querySelector(".effects").append(copy);
}

async function ask(section) {
  const form = section.querySelector("form");
  const model = section.dataset.model;
  const features = featuresOf(form);
  section.querySelector(".effects").replaceChildren();
  try {
    show(section, await post("/predict", { features, model }));
    const { effects, output } = await post("/v1/models/" + model + ":explain", { features });
    if (form.querySelector("canvas")) overlay(section, effects, output);
    else {
      bars(
        section,
        effects.map(({ feature, effect }) => [feature, effect]),
        "what each input did: the answer less the one with that input at its mean",
      );
    }
    section.dataset.state = "done";
  } catch (error) {
    section.querySelector("output").textContent = error.message;
    section.dataset.state = "failed";
  }
}

function makeDrawable(canvas) {
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.lineWidth = Math.max(1, canvas.width / 12);
  context.lineCap = context.lineJoin = "round";
  let last;
  const at = (event) => {
    const { left, top, width } = canvas.getBoundingClientRect();
    const zoom = canvas.width / width;
    return [(event.clientX - left) * zoom, (event.clientY - top) * zoom];
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    last = at(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    const next = at(event);
    context.beginPath();
    context.moveTo(...last);
    context.lineTo(...next);
    context.stroke();
    last = next;
  });
  canvas.addEventListener("pointerup", () => last = undefined);
  canvas.parentElement.querySelector(".clear").addEventListener("click", () => {
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
