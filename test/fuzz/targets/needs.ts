import { parseNeedsReport } from "../../../worker/needs/need.ts";
import { mustHold, unlessRefused } from "../finds.ts";

const text = new TextDecoder();

/** Parses a visitor's report of needed widths. */
export function fuzz(data: Uint8Array): void {
	const body = fromJson(text.decode(data));
	if (body === undefined) return;
	const report = unlessRefused(() => parseNeedsReport(body));
	const inRange = report?.widths.every((width) => width >= 1 && width <= 10_000) ?? true;
	mustHold(inRange, "needed widths are in range");
}

function fromJson(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return undefined;
	}
}
