"use strict";
// The fact that an address names lights up wherever the text tells it; without this script its mark alone does.
function light() {
  const label = decodeURIComponent(location.hash.slice(1)).replace(/-\d+$/, "");
  for (const element of document.querySelectorAll(".lit")) element.classList.remove("lit");
  if (!/^[A-Z]\d+$/.test(label)) return;
  document.getElementById(label)?.classList.add("lit");
  document.querySelectorAll(`.text [data-of~="${label}"]`).forEach((element) => element.classList.add("lit"));
}
addEventListener("hashchange", light);
light();
document.querySelector(".text")?.addEventListener("click", (event) => {
  const labels = event.target.closest("[data-of]")?.dataset.of.split(" ");
  if (labels) location.hash = labels[labels.length - 1];
});
