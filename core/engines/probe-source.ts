import { byteSource } from "../formats/bytes/byte-source.ts";
import type { Probe } from "../formats/container/container.ts";
import { probeImage } from "../formats/probe.ts";
import { unreadable } from "./outputs.ts";

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
