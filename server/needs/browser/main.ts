import { optsOutOfCounting, savesData } from "../../frame/browser/preferences.ts";
import { requireElement } from "../../frame/browser/require-element.ts";
import { neededWidths } from "./needed-widths.ts";

// Reports once, when the page is hidden, which widths its photos needed, and nothing else. Reports
// nothing if the visitor prefers to save data or opts out of being counted.

/**
 * The attributes of this script's element: the kind of page, and the share of views that report.
 */
const { slot, oneIn } = requireElement(document, "script[data-one-in]", HTMLScriptElement).dataset;

function report(): void {
	if (document.visibilityState !== "hidden") return;
	const widths = neededWidths();
	if (widths.length === 0) return;
	document.removeEventListener("visibilitychange", report);
	navigator.sendBeacon("/api/needs", JSON.stringify({ slot, widths }));
}

if (!optsOutOfCounting() && !savesData() && Math.random() * Number(oneIn) < 1) {
	document.addEventListener("visibilitychange", report);
}
