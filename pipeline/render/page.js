"use strict";
// A record lights up its evidence, a mention its records; without this script the links still lead there.
const lit = [];
function light(elements) {
  for (const element of lit.splice(0)) element.classList.remove("lit");
  for (const element of elements) { element.classList.add("lit"); lit.push(element); }
}
document.querySelector(".records").addEventListener("click", (event) => {
  const record = event.target.closest("li");
  if (!record) return;
  const evidence = document.querySelectorAll(`.text [data-of~="${record.id}"]`);
  light(evidence);
  if (!event.target.closest("a") && evidence.length) evidence[0].scrollIntoView({ block: "center" });
});
document.querySelector(".text").addEventListener("click", (event) => {
  const mark = event.target.closest(".mark");
  if (!mark) return;
  const records = mark.closest("[data-of]").dataset.of.split(" ").map((id) => document.getElementById(id));
  light(records);
  records[records.length - 1].scrollIntoView({ block: "nearest" });
});
