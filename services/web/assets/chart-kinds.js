// The four pictures. Okabe and Ito's colours, told apart by shape and label as well; rows in the table's order, never ranked.
import { areaY, axisX, axisY, barX, dot, gridX, gridY, line, plot, ruleX, ruleY, text, tickX } from "@observablehq/plot";
import { labels, narrow, written } from "./chart-words.js";

const blue = "#0072b2";
const vermillion = "#d55e00";
const grey = "#484949";
const parts = [blue, "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#f0e442", vermillion, "#000000"];
const onParts = ["#ffffff", "#000000", "#000000", "#000000", "#000000", "#000000", "#000000", "#ffffff"];

// Plot styles itself by an inline stylesheet, which our content security policy refuses; _chart.scss says the same.
function picture(options, title) {
  const svg = plot({ className: "cohesion-plot", ...options });
  svg.querySelectorAll("style").forEach((style) => style.remove());
  svg.querySelectorAll("[aria-label]").forEach((part) => part.removeAttribute("aria-label"));
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", title);
  return svg;
}

// Rows one below the other: the names at the left where there is room, else above each row.
function rowFrame(rows, width, top = 8) {
  const above = width < narrow;
  const left = above ? 16 : Math.min(260, 16 + Math.max(...rows.map((row) => row.group.length)) * 7.2);
  const height = above ? 58 : 34;
  const names = above
    ? text(rows, { y: "group", text: "group", frameAnchor: "left", dy: -21, textAnchor: "start", fontWeight: 600, stroke: "#ffffff", strokeWidth: 4, fill: "#0b0c0c", lineWidth: (width - 24) / 14, textOverflow: "ellipsis" })
    : axisY({ tickSize: 0, label: null, lineWidth: 18 });
  return {
    names,
    frame: {
      width,
      height: rows.length * height + top + 28,
      marginLeft: left,
      marginRight: 56,
      marginTop: top,
      marginBottom: 28,
      y: { domain: rows.map((row) => row.group), axis: null, padding: above ? 0.6 : 0.35 },
    },
  };
}

const hiddenWords = (rows) =>
  text(rows, { y: "group", text: () => "too few to show", frameAnchor: "left", textAnchor: "start", dx: 4, fill: grey, fontStyle: "italic" });

function scaleOf(unit, rows, reference) {
  if (unit === "percent") {
    return { domain: [0, 1] };
  }
  const values = rows.flatMap((row) => [row.value, row.low, row.high]).filter(Number.isFinite);
  if (unit === "ratio") {
    const far = Math.max(2, ...values.filter((value) => value > 0).map((value) => Math.max(value, 1 / value))) * 1.1;
    return { type: "log", domain: [1 / far, far] };
  }
  return { domain: [0, Math.max(1, reference || 0, ...values) * 1.05], nice: true };
}

const foot = (unit, x, width) => axisX({ label: null, tickFormat: (value) => written(unit, value), ...(x.type === "log" ? { ticks: [0.25, 0.5, 1, 2, 4].filter((tick) => tick >= x.domain[0] && tick <= x.domain[1]) } : { ticks: width < narrow ? 4 : 6 }) });

function referenceMarks(data) {
  const at = Number(data.reference);
  return data.reference === undefined ? [] : [
    ruleX([at], { stroke: "#000000", strokeDasharray: "5 4" }),
    text([at], { x: (value) => value, text: () => data.referenceLabel ?? "", frameAnchor: "top", dy: -16, fontWeight: 600 }),
  ];
}

export function drawIntervals({ rows }, data, width) {
  const shown = rows.filter((row) => row.value !== undefined && row.low !== undefined && row.high !== undefined);
  const { frame, names } = rowFrame(rows, width, data.reference === undefined ? 8 : 28);
  const x = scaleOf(data.unit, shown, Number(data.reference));
  return [picture({
    ...frame,
    x,
    marks: [
      gridX({ stroke: "#cecece", strokeOpacity: 1 }),
      foot(data.unit, x, width),
      names,
      ...referenceMarks(data),
      ruleY(shown, { y: "group", x1: "low", x2: "high", stroke: blue, strokeWidth: 3 }),
      tickX(shown, { y: "group", x: "low", stroke: blue, strokeWidth: 3 }),
      tickX(shown, { y: "group", x: "high", stroke: blue, strokeWidth: 3 }),
      dot(shown, { y: "group", x: "value", r: 6, fill: blue, stroke: "#ffffff", strokeWidth: 1.5 }),
      text(shown, { y: "group", x: "high", dx: 8, textAnchor: "start", text: (row) => written(data.unit, row.value), fontWeight: 600 }),
      hiddenWords(rows.filter((row) => !shown.includes(row))),
    ],
  }, data.chartTitle)];
}

export function drawBars({ rows }, data, width) {
  const shown = rows.filter((row) => row.value !== undefined);
  const { frame, names } = rowFrame(rows, width, data.reference === undefined ? 8 : 28);
  const x = scaleOf(data.unit, shown, Number(data.reference));
  return [picture({
    ...frame,
    x,
    marks: [
      gridX({ stroke: "#cecece", strokeOpacity: 1 }),
      foot(data.unit, x, width),
      names,
      barX(shown, { y: "group", x: "value", fill: blue }),
      ruleX([0], { stroke: "#000000" }),
      ...referenceMarks(data),
      text(shown, { y: "group", x: "value", dx: 6, textAnchor: "start", text: (row) => written(data.unit, row.value), fontWeight: 600 }),
      hiddenWords(rows.filter((row) => row.value === undefined)),
    ],
  }, data.chartTitle)];
}

export function drawStacked({ rows, series }, data, width) {
  const { frame, names } = rowFrame(rows, width);
  const segments = rows.flatMap((row) => {
    let from = 0;
    return series.filter((name) => row.series[name] > 0).map((name) => {
      const to = from + row.series[name];
      const segment = { group: row.group, name, from, to, value: row.series[name], part: series.indexOf(name) % parts.length };
      from = to;
      return segment;
    });
  });
  const most = Math.max(...segments.map((segment) => segment.to), 0) || 1;
  const x = data.unit === "percent" ? { domain: [0, 1] } : { domain: [0, most] };
  const room = (width - frame.marginLeft - frame.marginRight) / x.domain[1];
  const unknown = rows.filter((row) => series.every((name) => row.series[name] === undefined));
  const svg = picture({
    ...frame,
    x,
    marks: [
      foot(data.unit, x, width),
      names,
      barX(segments, { y: "group", x1: "from", x2: "to", fill: (segment) => parts[segment.part], stroke: "#ffffff", strokeWidth: 1.5, title: (segment) => `${segment.name}: ${written(data.unit, segment.value)}` }),
      text(segments.filter((segment) => segment.value * room > 34), { y: "group", x: (segment) => (segment.from + segment.to) / 2, text: (segment) => written(data.unit, segment.value), fill: (segment) => onParts[segment.part], fontWeight: 600 }),
      hiddenWords(unknown),
    ],
  }, data.chartTitle);
  return [key(series), svg];
}

// The key, in the order of the parts from left to right.
function key(series) {
  const list = document.createElement("ol");
  list.className = "cohesion-chart__key";
  list.setAttribute("aria-hidden", "true");
  for (const [index, name] of series.entries()) {
    const item = document.createElement("li");
    const swatch = document.createElement("span");
    swatch.className = "cohesion-chart__swatch";
    swatch.style.backgroundColor = parts[index % parts.length];
    item.append(swatch, name);
    list.append(item);
  }
  return list;
}

export function drawFunnel({ rows }, data, width) {
  const centre = Number(data.reference);
  const limit = (z) => (size, side) => Math.min(1, Math.max(0, centre + side * z * Math.sqrt((centre * (1 - centre)) / size)));
  const [inner, outer] = [limit(1.959964), limit(3.090232)];
  const shown = rows.filter((row) => row.value !== undefined && row.size > 0).map((row) => ({
    ...row,
    outside: row.value > outer(row.size, 1) || row.value < outer(row.size, -1),
    beyond: row.value > inner(row.size, 1) || row.value < inner(row.size, -1),
  }));
  const most = Math.max(10, ...shown.map((row) => row.size)) * 1.08;
  const least = Math.max(1, Math.min(...shown.map((row) => row.size), most) * 0.5);
  const curve = Array.from({ length: 120 }, (_, step) => ({ size: least + ((most - least) * step) / 119 }));
  const low = Math.min(...shown.map((row) => row.value), ...curve.map((at) => outer(at.size, -1)).slice(6));
  const y = { domain: [Math.max(0, Math.floor(low * 10 - 0.3) / 10), 1] };
  const sides = (z, options) => [1, -1].map((side) => line(curve, { x: "size", y: (at) => z(at.size, side), clip: true, ...options }));
  const height = width < narrow ? 360 : 440;
  const frame = { width, height, marginLeft: 52, marginRight: width < narrow ? 16 : 130, marginTop: 20, marginBottom: 46 };
  const spread = { x: [frame.marginLeft, width - frame.marginRight, least, most], y: [height - frame.marginBottom, frame.marginTop, ...y.domain] };
  const apart = shown.filter((row) => row.beyond);
  const named = shown.length <= 12 && width >= narrow ? shown : apart.length <= 15 ? apart : []; // more names than that hide the picture; the table has them
  return [picture({
    ...frame,
    x: { domain: [least, most] },
    y,
    marks: [
      gridY({ stroke: "#cecece", strokeOpacity: 1 }),
      areaY(curve, { x: "size", y1: (at) => inner(at.size, -1), y2: (at) => inner(at.size, 1), fill: "#e8eeee", clip: true }),
      axisX({ label: data.sizeLabel ?? null, labelAnchor: "center", labelArrow: "none", ticks: width < narrow ? 4 : 7 }),
      axisY({ label: null, tickFormat: (value) => written("percent", value) }),
      ruleY([centre], { stroke: "#000000" }),
      ...sides(inner, { stroke: grey, strokeDasharray: "5 4" }),
      ...sides(outer, { stroke: grey }),
      dot(shown.filter((row) => !row.outside), { x: "size", y: "value", r: 5.5, fill: blue, stroke: "#ffffff", title: "group" }),
      dot(shown.filter((row) => row.outside), { x: "size", y: "value", r: 7, symbol: "diamond", fill: vermillion, stroke: "#ffffff", title: "group" }),
      ...labels(named, spread, width),
      text([centre], { y: (value) => value, text: () => data.referenceLabel ?? "", frameAnchor: width < narrow ? "left" : "right", textAnchor: "start", dx: width < narrow ? 6 : 6, dy: width < narrow ? 10 : 0, fontWeight: 600, lineWidth: 9, stroke: "#ffffff", strokeWidth: 4, fill: "#000000" }),
    ],
  }, data.chartTitle), note()];
}

function note() {
  const words = document.createElement("p");
  words.className = "cohesion-chart__note";
  words.textContent = "Each mark is a school. Inside the shaded funnel a school differs from the overall share by no more than chance would explain 95 times in 100; the outer lines hold 99.8 in 100. A diamond lies outside them. The order of schools says nothing about which is better.";
  return words;
}
