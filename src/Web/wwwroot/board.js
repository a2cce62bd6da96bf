// Draws each table that says which of its columns are for a chart. The table stays: the chart is for whoever would rather look than read.
const { init } = await import(document.querySelector("#charts").dataset.library);
const paper = matchMedia("print");
let isPrinting = false; // Browsers say so before the page is laid out for paper, while it still has the colours of the screen.
const colour = name => {
  const probe = Object.assign(document.createElement("span"), { className: isPrinting || paper.matches ? `light ${name}` : name });
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
};

function draw(section) {
  const table = section.querySelector("table");
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...table.tBodies[0].rows];
  const [ink, quiet, accent, good] = ["chart-ink", "chart-quiet", "chart-accent", "chart-good"].map(colour);
  const palette = { bar: accent, line: good };
  const series = heads.flatMap((head, column) => head.dataset.chart
    ? [{
      name: head.textContent,
      type: head.dataset.chart,
      barMaxWidth: 48,
      data: rows.map(row => Number(row.cells[column].textContent)),
      itemStyle: { color: palette[head.dataset.chart] },
    }]
    : []);
  const chart = section.chart ??= init(section.querySelector(".chart"));
  chart.setOption({
    animation: false,
    textStyle: { color: ink, fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 8, right: 8, top: 36, bottom: 8, containLabel: true },
    legend: { data: series.map(one => one.name), textStyle: { color: ink }, top: 0 },
    tooltip: { trigger: "axis", renderMode: "richText" },
    xAxis: {
      type: "category",
      data: rows.map(row => row.cells[0].textContent),
      axisLabel: { color: quiet },
      axisLine: { lineStyle: { color: quiet } },
    },
    yAxis: { type: "value", minInterval: 1, axisLabel: { color: quiet }, splitLine: { lineStyle: { color: quiet, opacity: 0.3 } } },
    series,
  });
}

const sections = [...document.querySelectorAll(".charted")];
for (const section of sections) {
  const chart = document.createElement("div");
  chart.className = "chart";
  chart.setAttribute("aria-hidden", "true"); // The table below says the same.
  section.prepend(chart);
  draw(section);
}
function redraw() {
  for (const section of sections) {
    section.chart.resize();
    draw(section); // Last, for it paints at once: what is printed is what stands there when the listeners are done.
  }
}
for (const query of [matchMedia("(prefers-color-scheme: dark)"), paper])
  query.addEventListener("change", redraw);
for (const [event, prints] of [["beforeprint", true], ["afterprint", false]]) {
  addEventListener(event, () => {
    isPrinting = prints;
    redraw();
  });
}
addEventListener("resize", () => sections.forEach(section => section.chart.resize()));
document.documentElement.dataset.charts = "drawn";
