import { type Cost, predictRender } from "../cost/cost.ts";
import { VIPS_COSTS } from "../cost/engine-costs.ts";
import { WidthwiseError } from "../errors.ts";
import type { Probe } from "../formats/container/container.ts";
import { uprightSize } from "../formats/probe.ts";
import { cutSize, MASTER_EDGE, masterSize, mezzanineWidths } from "./sizes.ts";

/**
 * Predicts what it takes to publish an original with the `vips` engine, from what its header says. A
 * master that keeps its pixels takes less.
 *
 * @param fileBytes the size of the file, in bytes
 * @param masterEdge the long edge of masters, in pixels
 *
 * @example
 * predictPublish(await probeImage(bytes), bytes.length).bytes;
 */
export function predictPublish(
	probe: Probe,
	fileBytes: number,
	masterEdge: number = MASTER_EDGE,
): Cost {
	const master = masterSize(uprightSize(probe), masterEdge);
	const mezzanines = mezzanineWidths(master).map((width) => cutSize(master, width));
	const format = probe.hasAlpha ? "webp" : "jpeg";
	const outputs = [master, ...mezzanines].map((size) => ({ ...size, format }) as const);
	return predictRender({ ...probe, fileBytes }, outputs, VIPS_COSTS);
}

/**
 * Checks that an original can be published within some memory.
 *
 * @param fileBytes the size of the file, in bytes
 * @param maxBytes the memory that may be used, in bytes
 * @param masterEdge the long edge of masters, in pixels
 *
 * @throws {WidthwiseError} `too-much-memory`
 *
 * @example
 * checkMemory(await probeImage(bytes), bytes.length, 1e9);
 */
export function checkMemory(
	probe: Probe,
	fileBytes: number,
	maxBytes: number,
	masterEdge: number = MASTER_EDGE,
): void {
	const { bytes } = predictPublish(probe, fileBytes, masterEdge);
	if (bytes <= maxBytes) return;
	const advice = probe.isProgressive
		? "export it without progressive or interlaced coding, or smaller"
		: "export it smaller";
	throw new WidthwiseError(
		"too-much-memory",
		`The photo needs about ${megabytes(bytes)} MB of memory to decode, and at most ` +
			`${megabytes(maxBytes)} MB are allowed: ${advice}`,
	);
}

function megabytes(bytes: number): number {
	return Math.round(bytes / 1e6);
}
