import type { PicturesOfCells } from "./figure.ts";
import { inScript } from "./in_script.ts";

/**
 * The script that lets the cells of a drawn figure open: a list of them and the pictures of the
 * chosen one, put behind the figure.
 *
 * @param id By which the figure stands in its page, `data-figure`.
 * @param pictures What is behind the cells.
 * @returns The text of a script, which waits for the figure.
 */
export function panelScript(id: string, pictures: PicturesOfCells): string {
  const values: Record<string, unknown> = { ID: id, PICTURES: pictures };
  return PANEL.replace(/\b(?:ID|PICTURES)\b/g, (name) => inScript(values[name]));
}

/** Pictures are as many pixels wide as this allows, in whole steps of their own pixels. */
const PANEL = `(function () {
  var pictures = PICTURES, id = ID, tries = 0;
  function make(name, parent, style) {
    var made = document.createElement(name);
    if (style) made.style.cssText = style;
    return parent.appendChild(made);
  }
  function paint(parent, bytes, at, label) {
    var width = pictures.imageWidth, height = pictures.imageHeight;
    var zoom = Math.max(1, Math.floor(64 / Math.max(width, height)));
    var frame = make("span", parent, "display:inline-block;margin:0 6px 6px 0;text-align:center");
    var canvas = make("canvas", frame, "display:block;margin:auto;image-rendering:pixelated;width:" +
      width * zoom + "px;height:" + height * zoom + "px");
    canvas.width = width;
    canvas.height = height;
    var context = canvas.getContext("2d"), image = context.createImageData(width, height);
    for (var i = 0; i < width * height; i++) {
      var byte = bytes.charCodeAt(at + (i >> 1)), grey = 17 * (i % 2 ? byte & 15 : byte >> 4);
      image.data.set([grey, grey, grey, 255], 4 * i);
    }
    context.putImageData(image, 0, 0);
    if (label) make("small", frame).textContent = label;
  }
  function open(element, panel, cell) {
    var bytes = atob(cell.pixels), shown = cell.labels.length;
    var size = Math.ceil(pictures.imageWidth * pictures.imageHeight / 2);
    panel.list.value = String(pictures.cells.indexOf(cell));
    panel.note.textContent = shown < cell.count ? " the first " + shown : "";
    panel.pictures.textContent = "";
    for (var i = 0; i < shown; i++) paint(panel.pictures, bytes, i * size, cell.labels[i]);
    element.setAttribute("data-open", cell.row + "," + cell.column);
    var row = cell.row, column = cell.column, rim = { color: "#D55E00", width: 3 };
    var library = (window.descentPlotly || {}).cartesian || window.Plotly;
    library.relayout(element, { shapes: [{ type: "rect", line: rim,
      x0: column - 0.5, x1: column + 0.5, y0: row - 0.5, y1: row + 0.5 }] });
  }
  function attach(element) {
    var box = document.createElement("div"), panel = {};
    box.style.cssText = "margin:0 16px 12px;max-width:640px;font:13px Arial,Helvetica,sans-serif";
    element.parentNode.insertBefore(box, element.nextSibling);
    var head = make("label", box, "display:block;margin-bottom:8px");
    head.textContent = "Click on a cell, or choose one: ";
    panel.list = make("select", head, "font:inherit");
    panel.note = make("span", head);
    panel.pictures = make("div", box, "min-height:90px");
    pictures.cells.forEach(function (cell, i) {
      var option = make("option", panel.list);
      option.value = String(i);
      option.textContent = cell.name;
    });
    panel.list.addEventListener("change", function () {
      open(element, panel, pictures.cells[Number(panel.list.value)]);
    });
    element.on("plotly_click", function (event) {
      var at = event.points[0].pointNumber;
      var found = pictures.cells.find(function (cell) {
        return cell.row === at[0] && cell.column === at[1];
      });
      if (found) open(element, panel, found);
    });
    open(element, panel, pictures.cells[0]);
  }
  function wait() {
    var drawn = '[data-figure="' + id + '"][data-drawn]:not([data-panel])';
    var found = document.querySelectorAll(drawn);
    found.forEach(function (element) {
      if (!element.on) return;
      element.setAttribute("data-panel", "");
      attach(element);
    });
    if (!found.length && tries++ < 600) setTimeout(wait, 50);
  }
  if (pictures.cells.length) wait();
})();`;
