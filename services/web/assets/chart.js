// Draws each figure[data-chart] from the table inside it. The table stays; the picture says the same to the eye.
import { readTable } from "./chart-table.js";
import { drawBars, drawFunnel, drawIntervals, drawStacked } from "./chart-kinds.js";

const kinds = { interval: drawIntervals, bars: drawBars, funnel: drawFunnel, stacked: drawStacked };

for (const figure of document.querySelectorAll("figure[data-chart]:not([data-drawn])")) {
  figure.dataset.drawn = "";
  const picture = figure.querySelector(".cohesion-chart__picture");
  const table = readTable(figure.querySelector("table"));
  let drawnAt = 0;
  const draw = () => {
    picture.hidden = false;
    const width = Math.round(picture.clientWidth);
    if (width > 0 && width !== drawnAt) {
      drawnAt = width;
      picture.replaceChildren(...kinds[figure.dataset.chart](table, figure.dataset, width));
    }
  };
  draw();
  new ResizeObserver(draw).observe(figure);
}
