import { expect, test } from "bun:test";
import { drawRequests, PHOTOS } from "../../../bench/latency/mixed/requests.ts";
import { WIDTHS } from "../../../bench/servers/image-server.ts";

test("the same seed draws the same requests, and another seed draws others", () => {
	const requests = drawRequests(1, 600);
	expect(drawRequests(1, 600)).toEqual([...requests]);
	expect(drawRequests(2, 600)).not.toEqual([...requests]);
});

test("requests are for existing photos and allowed widths, and some are repeated", () => {
	const requests = drawRequests(1, 600);
	expect(requests.filter(({ photo }) => photo >= PHOTOS)).toEqual([]);
	expect(requests.filter(({ width }) => !WIDTHS.includes(width))).toEqual([]);
	const distinct = new Set(requests.map(({ photo, width }) => `${photo} ${width}`)).size;
	expect(distinct).toBeGreaterThan(60);
	expect(distinct).toBeLessThan(300);
});
