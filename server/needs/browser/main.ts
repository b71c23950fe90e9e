import { optsOutOfCounting, savesData } from "../../frame/browser/preferences.ts";
import { requireElement } from "../../frame/browser/require-element.ts";
import { neededWidths } from "./needed-widths.ts";

// Tells the server once, when the visit ends, which widths the photos on this page needed. Nothing else
// is told, and nothing at all where the visitor prefers to save data or not to be counted.

/** This script's own element says what kind of page it is on, and how many views report. */
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
