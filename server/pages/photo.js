// From photo to photo by arrow keys and swipes, the next one loaded ahead, the link copied by a button.
// Without it, all of these are links.
const stage = document.querySelector(".stage");
const steps = { prev: stage.querySelector("a.prev"), next: stage.querySelector("a.next") };

// Pixels: less is a tap, or a finger that trembles.
const SWIPE = 50;

addEventListener("keydown", (event) => {
	if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
	if (event.target.closest?.("input, textarea, select")) return;
	if (event.key === "ArrowLeft") go(steps.prev);
	if (event.key === "ArrowRight") go(steps.next);
	if (event.key === "Escape") leave();
});

let start = null;
stage.addEventListener(
	"touchstart",
	({ touches }) => {
		// Two fingers, or a picture that is zoomed into: they move the picture.
		const isZoomed = (window.visualViewport?.scale ?? 1) > 1.01;
		const [touch] = touches;
		start = touches.length === 1 && !isZoomed ? { x: touch.clientX, y: touch.clientY } : null;
	},
	{ passive: true },
);
// The browser has taken the finger for a scroll, or lost it.
stage.addEventListener("touchcancel", () => {
	start = null;
});
stage.addEventListener(
	"touchend",
	({ changedTouches: [touch] }) => {
		if (!start || !touch) return;
		const [across, along] = [touch.clientX - start.x, touch.clientY - start.y];
		start = null;
		if (Math.abs(across) < SWIPE || Math.abs(across) < 2 * Math.abs(along)) return;
		go(across > 0 ? steps.prev : steps.next);
	},
	{ passive: true },
);

function go(link) {
	link?.click();
}

// To the archive: to the place in it that the visitor came from, if it was from there.
function leave() {
	const isFromArchive = document.referrer === `${location.origin}/` && history.length > 1;
	if (isFromArchive) history.back();
	else go(document.querySelector("a.home"));
}

// Who came from another page of this site looks around: the way on should be quick.
addEventListener("load", () => {
	const isAround = document.referrer.startsWith(`${location.origin}/`);
	if (!isAround || !steps.next || navigator.connection?.saveData) return;
	const ahead = new Image();
	ahead.fetchPriority = "low";
	ahead.sizes = steps.next.dataset.sizes;
	ahead.srcset = steps.next.dataset.srcset;
});

const link = document.querySelector("a.share");
const button = document.createElement("button");
button.type = "button";
button.className = link.className;
button.textContent = "Copy link";
const said = document.createElement("span");
said.className = "unseen";
said.setAttribute("role", "status");
button.addEventListener("click", async () => {
	await navigator.clipboard.writeText(link.href);
	button.textContent = "Link copied";
	said.textContent = "Link copied";
});
// Pages that are not served over https have no clipboard: there the link stays.
if (navigator.clipboard) link.replaceWith(button, said);
