"use strict";
// The charts are in the page as pictures. Where scripts run, Vega draws them anew from the same specifications
// when they come into sight: as wide as the screen, and answering to the pointer.
const HEIGHTS = { map: (width) => Math.max(230, width * 0.455), network: (width) => (width < 600 ? 460 : 620) };
const STEP = { west: 50, east: -50, north: 0.1, south: -0.1 };

const NEAR = 800;

function youchengCharts(specs) {
  const begin = (place) => draw(place, specs[place.dataset.chart]).catch((error) => console.error(error));
  const sight = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      sight.unobserve(target);
      begin(target);
    }
  }, { rootMargin: `${NEAR}px` });
  for (const place of document.querySelectorAll("[data-chart]")) {
    if (place.getBoundingClientRect().top < innerHeight + NEAR) begin(place);
    else sight.observe(place);
  }
}

// Vega keeps labels off one another, which needs a canvas: not for the pictures, only here.
function labelled(spec, width) {
  if (!spec.signals) return spec;
  const transform = [{
    type: "label", size: { signal: "[width, height]" }, anchor: ["top", "bottom", "right", "left"], offset: [3],
    // A place among many others still gets its name.
    avoidBaseMark: false,
    sort: { field: "datum.datum.rank", order: "ascending" },
  }];
  return {
    ...spec,
    signals: spec.signals.map((signal) => (signal.name === "labelled" ? { ...signal, value: Math.round(width / 25) } : signal)),
    marks: spec.marks.map((mark) => (mark.name === "labels" ? { ...mark, transform } : mark)),
  };
}

async function draw(place, spec) {
  const name = place.dataset.chart;
  const size = () => ({ width: Math.floor(place.clientWidth), height: HEIGHTS[name]?.(place.clientWidth) ?? spec.height });
  const drawn = document.createElement("div");
  const { view } = await vegaEmbed(drawn, { ...labelled(spec, place.clientWidth), ...size() }, {
    actions: false, ast: true, defaultStyle: false, renderer: "svg", tooltip: { disableDefaultStyle: true },
  });
  place.replaceChildren(drawn);
  place.dataset.drawn = "";
  let last = place.clientWidth;
  new ResizeObserver(() => {
    if (place.clientWidth === last) return;
    last = place.clientWidth;
    requestAnimationFrame(() => view.width(size().width).height(size().height).runAsync());
  }).observe(place);
  if (name === "map") steer(place, view);
}

function steer(place, view) {
  const controls = place.parentElement.querySelector(".controls");
  controls.hidden = false;
  controls.addEventListener("click", (event) => {
    const step = event.target.closest("button")?.dataset.map;
    if (step) move(view, step);
  });
  // With the key held, so that the page still scrolls over the map.
  place.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    move(view, event.deltaY < 0 ? "in" : "out", 1.15);
  }, { passive: false });
}

function move(view, step, factor = 1.5) {
  const zoom = view.signal("zoom");
  if (step === "all") view.signal("zoom", 1).signal("longitude", -150).signal("shift", 0);
  if (step === "in") view.signal("zoom", Math.min(zoom * factor, 24));
  if (step === "out") view.signal("zoom", Math.max(zoom / factor, 1));
  if (step === "west" || step === "east") view.signal("longitude", view.signal("longitude") + STEP[step] / zoom);
  if (step === "north" || step === "south") view.signal("shift", view.signal("shift") + (STEP[step] * view.width()) / zoom);
  view.runAsync();
}
