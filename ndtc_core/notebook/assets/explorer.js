/* Explorers of the built book: sliders over the cube of numbers that ndtc_core/notebook/explorer.py wrote into the page.
   A classic script without fetch, eval or modules, so that it runs from file:// and under a strict content policy.
   uPlot draws axes and canvas; what is here reads the cube, joins sliders to curves, and speaks to keyboard and screen reader. */
(() => {
  "use strict";

  const BREAK = 65535, LEVELS = 65534;

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  const decode = (text, Type) => new Type(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
  const dark = () => document.documentElement.dataset.theme === "dark";
  const minus = (text) => text.replace("-", "−");

  /** Words in which the index of a symbol, T_c, is lowered. */
  const indexed = (text) => text.split(/_([A-Za-z0-9α-ω]+)/).map((part, i) => (i % 2 ? element("sub", {}, part) : part));

  /** A number as a label: four digits, powers of ten where they are shorter. */
  function short(value) {
    if (value == null || Number.isNaN(value)) return "";
    const size = Math.abs(value);
    if (size !== 0 && (size >= 1e5 || size < 1e-3)) {
      const [digits, power] = Number(value.toPrecision(3)).toExponential().split("e");
      const raised = [...String(Number(power))].map((c) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[c] ?? "⁻").join("");
      return minus((digits === "1" ? "" : digits + "·") + "10" + raised);
    }
    return minus(String(Number(value.toPrecision(4))));
  }

  /** Where lines of a grid stand. On a logarithmic axis over more than three decades at the powers of ten alone: all would run together. */
  function gridLines(plot, splits, axis) {
    const { distr, min, max } = plot.scales[plot.axes[axis].scale];
    if (distr !== 3 || max / min <= 1e3) return splits;
    const isPowerOfTen = (value) => Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9;
    return splits.map((value) => (isPowerOfTen(value) ? value : null));
  }

  /** The numbers behind an explorer: curve(name) and number(name) at the present slider positions. */
  function openCube(data, position) {
    const packed = decode(data.packed, Uint16Array), exact = decode(data.exact, Float32Array);
    const first = ({ start, length, steps }) => start + length * steps.reduce((sum, step, i) => sum + step * position[i], 0);
    return {
      curve(name) {
        const array = data.arrays[name];
        if (!array) return [];
        const from = first(array), unit = (array.high - array.low) / LEVELS;
        return Array.from(packed.subarray(from, from + array.length), (step) => {
          if (step === BREAK) return null;
          const value = array.low + unit * step;
          return array.log ? Math.exp(value) : value;
        });
      },
      number: (name) => (data.arrays[name] ? exact[first(data.arrays[name])] : NaN),
      message: () => data.messages[position.reduce((sum, p, i) => sum * data.parameters[i].values.length + p, 0)],
    };
  }

  /** Path of one curve of any shape, broken where a number is missing. */
  function trace(plot, index) {
    const [xs, ys] = plot.data[index], stroke = new Path2D();
    let down = false;
    xs.forEach((x, i) => {
      if (x == null || ys[i] == null) { down = false; return; }
      const point = [plot.valToPos(x, "x", true), plot.valToPos(ys[i], "y", true)];
      if (down) stroke.lineTo(...point); else stroke.moveTo(...point);
      down = true;
    });
    return { stroke };
  }

  /** The reader's own points, as small rings. */
  function rings(plot, index) {
    const [xs, ys] = plot.data[index], stroke = new Path2D(), radius = 3.5 * devicePixelRatio;
    xs.forEach((x, i) => {
      const [left, top] = [plot.valToPos(x, "x", true), plot.valToPos(ys[i], "y", true)];
      stroke.moveTo(left + radius, top);
      stroke.arc(left, top, radius, 0, 2 * Math.PI);
    });
    return { stroke };
  }

  function drawPanel(host, panel, data) {
    const ink = () => getComputedStyle(host).color;
    const color = (i) => data.colors[dark() ? "dark" : "light"][i % data.colors.light.length];
    const facets = [{ scale: "x", auto: false }, { scale: "y", auto: false }];
    const own = { x: [], y: [] };
    const axis = (size) => ({
      size, label: "\u00a0", labelSize: 22, // room for a label; a canvas could not lower an index
      stroke: ink, font: "12px system-ui, sans-serif",
      grid: { stroke: () => (dark() ? "#ffffff26" : "#0000001f"), width: 1, filter: gridLines },
      ticks: { stroke: () => (dark() ? "#ffffff4d" : "#0000004d"), width: 1, size: 5, filter: gridLines },
      values: (plot, splits) => splits.map(short),
    });
    const legend = element("ul", { class: "ndtc-legend" });
    const hover = element("p", { class: "ndtc-hover", "aria-hidden": "true" }, "\u00a0");
    const size = () => {
      const width = Math.max(240, host.clientWidth);
      return { width, height: Math.round(Math.min(360, Math.max(250, 0.78 * width))) };
    };
    if (panel.title) host.append(element("p", { class: "ndtc-title" }, panel.title));
    host.append(legend);

    const plot = new uPlot({
      mode: 2, ...size(), pxAlign: 0,
      legend: { show: false },
      cursor: { drag: { x: false, y: false, setScale: false }, points: { show: false }, y: false },
      scales: {
        x: { time: false, auto: false, distr: panel.xscale === "log" ? 3 : 1, range: () => panel.xlim },
        y: { auto: false, distr: panel.yscale === "log" ? 3 : 1, range: () => panel.ylim },
      },
      axes: [axis(34), axis((plot, texts) => 16 + 7 * Math.max(0, ...(texts ?? []).map((t) => t.length)))],
      series: [null, ...panel.lines.map((line, i) => ({
        facets, paths: trace, stroke: () => color(i), width: 2, dash: data.dashes[i % data.dashes.length], points: { show: false },
      })), { facets, paths: rings, stroke: ink, width: 1.5, points: { show: false } }],
      hooks: { setCursor: [(plot) => { hover.textContent = under(plot) || "\u00a0"; }] },
    }, [null, ...panel.lines.map(() => [[], []]), [own.x, own.y]], host);
    plot.over.append(element("span", { class: "ndtc-xlabel" }, ...indexed(panel.xlabel)));
    plot.root.append(element("span", { class: "ndtc-ylabel" }, ...indexed(panel.ylabel)));
    plot.root.setAttribute("aria-hidden", "true"); // the canvas is described by the explorer's own label
    host.append(hover);

    function under(plot) {
      const { left } = plot.cursor;
      if (!(left >= 0)) return "";
      const at = plot.posToVal(left, "x");
      const values = panel.lines.map((line, i) => {
        const [xs, ys] = plot.data[i + 1];
        let best = -1;
        xs.forEach((x, j) => { if (x != null && ys[j] != null && (best < 0 || Math.abs(x - at) < Math.abs(xs[best] - at))) best = j; });
        return best < 0 ? null : `${line.label || panel.ylabel}: ${short(ys[best])}`;
      });
      return `${panel.xlabel}: ${short(at)} · ${values.filter(Boolean).join(" · ")}`;
    }

    function dress() {
      legend.replaceChildren(...panel.lines.filter((line) => line.label).map((line) => {
        const i = panel.lines.indexOf(line), sample = document.createElementNS("http://www.w3.org/2000/svg", "svg");
        sample.setAttribute("viewBox", "0 0 32 8");
        const stroke = document.createElementNS(sample.namespaceURI, "path");
        for (const [name, value] of Object.entries({
          d: "M0 4H32", stroke: color(i), "stroke-width": 2.5, "stroke-dasharray": data.dashes[i % data.dashes.length].join(" "),
        })) stroke.setAttribute(name, value);
        sample.append(stroke);
        return element("li", {}, sample, element("span", {}, ...indexed(line.label)));
      }));
    }
    dress();
    new ResizeObserver(() => {
      const now = size();
      if (now.width !== plot.width) plot.setSize(now);
    }).observe(host);

    return {
      panel,
      curves: () => panel.lines.map((line, i) => ({ line, x: plot.data[i + 1][0], y: plot.data[i + 1][1] })),
      draw(cube) { plot.setData([null, ...panel.lines.map((line) => [cube.curve(line.x), cube.curve(line.y)]), [own.x, own.y]]); },
      overlay(points) { [own.x, own.y] = [points.map((p) => p[0]), points.map((p) => p[1])]; },
      retheme() { dress(); plot.redraw(true); },
    };
  }

  /** Two columns of numbers from a CSV text; lines that hold none (a heading) are passed over. */
  function readPoints(text) {
    return text.split(/\r?\n/).map((row) => row.split(/[,;\t]/).map((cell) => (cell.trim() ? Number(cell) : NaN)))
      .filter((row) => row.length >= 2 && Number.isFinite(row[0]) && Number.isFinite(row[1]));
  }

  function writeTable(panels) {
    const quoted = (text) => `"${text.replace(/"/g, '""')}"`;
    const columns = panels.flatMap(({ panel, curves }) => curves().flatMap(({ line, x, y }) => [
      [quoted(panel.xlabel), ...x], [quoted(line.label ? `${panel.ylabel}: ${line.label}` : panel.ylabel), ...y],
    ]));
    const rows = Math.max(...columns.map((column) => column.length));
    const cell = (value) => (typeof value === "number" ? Number(value.toPrecision(6)) : value ?? "");
    return Array.from({ length: rows }, (_, i) => columns.map((column) => cell(column[i])).join(",")).join("\n");
  }

  function save(name, text) {
    const link = element("a", { download: name, href: URL.createObjectURL(new Blob([text], { type: "text/csv" })) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  function mount(root, number) {
    const script = root.querySelector("script[data-cube]");
    if (!script) { root.dataset.ready = "1"; return; } // an impossible range: the message stands there already
    const data = JSON.parse(script.textContent);
    const position = data.parameters.map((parameter) => parameter.start);
    const cube = openCube(data, position);
    const alert = element("p", { role: "alert", hidden: "" });
    const numbers = element("dl", { "aria-live": "polite" });
    const figures = element("div", { class: "ndtc-panels", role: "img", "aria-label": data.alt });
    const controls = element("div", { class: "ndtc-controls" }), buttons = element("div", { class: "ndtc-buttons" });
    root.querySelector("img")?.remove();
    root.append(controls, numbers, alert, figures, buttons);

    const panels = data.panels.map((panel) => {
      const host = element("div", { class: "ndtc-panel" });
      figures.append(host);
      return drawPanel(host, panel, data);
    });

    function draw() {
      const message = cube.message();
      alert.hidden = !message;
      alert.textContent = message ?? "";
      figures.classList.toggle("ndtc-empty", Boolean(message));
      panels.forEach((panel) => panel.draw(cube));
      numbers.replaceChildren(...data.readouts.map(({ name, label, unit, digits }) => {
        const value = cube.number(name);
        const text = Number.isNaN(value) ? "–" : `${digits === null ? short(value) : minus(value.toFixed(digits))} ${unit}`.trim();
        return element("div", {}, element("dt", {}, ...indexed(label)), element("dd", {}, text));
      }));
    }

    const sliders = data.parameters.map((parameter, i) => {
      const slider = element("input", { type: "range", min: 0, max: parameter.values.length - 1, step: 1 });
      const shown = element("output");
      const set = (value) => {
        slider.value = position[i] = value;
        shown.textContent = `${short(parameter.values[value])} ${parameter.unit}`.trim();
        slider.setAttribute("aria-valuetext", shown.textContent);
      };
      slider.addEventListener("input", () => { set(Number(slider.value)); draw(); });
      controls.append(element("label", {}, element("span", {}, ...indexed(parameter.label)), slider, shown));
      return { set, start: parameter.start };
    });

    const button = (text, act) => {
      const made = element("button", { type: "button" }, text);
      made.addEventListener("click", act);
      return made;
    };
    const target = element("select", { "aria-label": "panel for my data" }, ...panels.map(({ panel }, i) =>
      element("option", { value: i }, panel.title || panel.ylabel)));
    const file = element("input", { type: "file", accept: ".csv,.txt,.dat,text/csv,text/plain", "aria-label": "my data, two columns" });
    file.addEventListener("change", async () => {
      const points = readPoints(await file.files[0].text());
      alert.hidden = points.length > 0;
      alert.textContent = points.length ? "" : "No two columns of numbers were found in this file.";
      panels[Number(target.value)].overlay(points);
      panels.forEach((panel) => panel.draw(cube));
    });
    const mine = element("details", {}, element("summary", {}, "Add my data"),
      element("p", {}, "A CSV file with x and y in its first two columns, in the units of the axes. It stays on this device."), file);
    if (panels.length > 1) mine.append(target);
    buttons.append(
      button("Reset", () => { sliders.forEach(({ set, start }) => set(start)); draw(); }),
      button("Curves as CSV", () => save(`explorer-${number + 1}.csv`, writeTable(panels))), mine);

    sliders.forEach(({ set, start }) => set(start));
    draw();
    new MutationObserver(() => panels.forEach((panel) => panel.retheme()))
      .observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    root.dataset.ready = "1";
  }

  // Where the library that draws did not come, the picture stays, without sliders that would be dead.
  if (window.uPlot) document.querySelectorAll(".ndtc-explorer:not([data-ready])").forEach(mount);
})();
