import { byteSource } from "../formats/bytes/byte-source.ts";
import type { Probe } from "../formats/container/container.ts";
import { checkPixels, probeImage, uprightSize } from "../formats/probe.ts";
import type { Output } from "./engine.ts";
import { checkNotEnlarged, unreadable } from "./outputs.ts";

/**
 * Probes the source of an engine.
 *
 * @throws {WidthwiseError} `unreadable-image` if anything is wrong with it.
 * @example
 * const { hasAlpha } = await probeOrUnreadable(source);
 */
export async function probeOrUnreadable(source: Uint8Array): Promise<Probe> {
	try {
		return await probeImage(byteSource(source));
	} catch (error) {
		throw unreadable(error);
	}
}

/**
 * Probes the source of an engine, before any pixel is decoded.
 *
 * @param maxPixels of the source
 *
 * @throws {WidthwiseError} `unreadable-image`, `too-many-pixels`; `invalid-argument` for an output that
 *   is larger than the source
 *
 * @example
 * const { hasAlpha } = await probeForOutputs(source, outputs, 150e6);
 */
export async function probeForOutputs(
	source: Uint8Array,
	outputs: readonly Output[],
	maxPixels: number,
): Promise<Probe> {
	const probe = await probeOrUnreadable(source);
	checkPixels(probe, maxPixels);
	checkNotEnlarged(outputs, uprightSize(probe));
	return probe;
}
