// The plan's row of pages is scrolled sideways on a narrow screen: bring the page one stands on into sight.

const nav = document.querySelector(".plan-nav");
const here = nav?.querySelector("[aria-current]");

if (here && nav.scrollWidth > nav.clientWidth) {
  nav.scrollLeft = here.offsetLeft - (nav.clientWidth - here.offsetWidth) / 2;
}
