import { text } from "@observablehq/plot";

export const narrow = 520;

// Numbers as the pages write them: never 0% for some nor 100% for not quite all.
export function written(unit, value) {
  if (unit === "ratio") {
    return `${Math.round(value * 100) / 100}×`;
  }
  if (unit === "number") {
    return value.toLocaleString("en-GB");
  }
  if (value > 0 && value < 0.005) {
    return "less than 1%";
  }
  return value > 0.995 && value < 1 ? "more than 99%" : `${Math.round(value * 100)}%`;
}

// Names beside their marks, pushed apart where two would lie on each other; left of the mark where the right edge is near.
export function labels(rows, spread, width) {
  const [left, right, least, most] = spread.x;
  const [bottom, top, low, high] = spread.y;
  const placed = [];
  for (const row of [...rows].sort((one, other) => other.value - one.value)) {
    const x = left + ((row.size - least) / (most - least)) * (right - left);
    const y = bottom - ((row.value - low) / (high - low)) * (bottom - top);
    const room = { right: width - x - 14, left: x - 14 };
    const flip = room.right < Math.min(28, row.group.length) * 6.8 && room.left > room.right;
    const letters = Math.max(4, Math.min(28, Math.floor((flip ? room.left : room.right) / 6.8)));
    const name = row.group.length > letters ? `${row.group.slice(0, letters - 1)}…` : row.group;
    const long = name.length * 6.8;
    const from = flip ? x - 12 - long : x + 12;
    let at = y;
    while (placed.some((other) => Math.abs(other.at - at) < 15 && from < other.to && other.from < from + long)) {
      at += 3;
    }
    placed.push({ row, name, flip, from, to: from + long, at, dy: at - y });
  }
  return placed.map((label) =>
    text([label], { x: (it) => it.row.size, y: (it) => it.row.value, text: "name", dx: label.flip ? -10 : 10, dy: label.dy, textAnchor: label.flip ? "end" : "start", stroke: "#ffffff", strokeWidth: 3, fill: "#0b0c0c" }));
}
