import { describe, expect, test } from "bun:test";
import type { Probe } from "../../../core/formats/container/container.ts";
import { probeImage } from "../../../core/formats/probe.ts";
import * as avif from "../../containers/avif.ts";
import { join } from "../../containers/bytes.ts";
import * as jpeg from "../../containers/jpeg.ts";
import * as png from "../../containers/png.ts";

const probe = (bytes: Uint8Array): Promise<Probe> => probeImage(bytes);

describe("probeImage reads what decoding costs:", () => {
	test("what is decoded as a whole: a progressive JPEG and an interlaced PNG", async () => {
		for (const [marker, isProgressive] of [
			[0xc0, undefined],
			[0xc1, undefined],
			[0xc2, true],
		] as const) {
			const parts = [jpeg.frame(7, 5, marker), jpeg.scan(), jpeg.EOI];
			expect((await probe(join(jpeg.SOI, ...parts))).isProgressive).toBe(isProgressive);
		}
		const interlaced = png.png();
		expect((await probe(interlaced)).isProgressive).toBeUndefined();
		interlaced[28] = 1;
		expect((await probe(interlaced)).isProgressive).toBe(true);
	});

	test("more than 8 bits: of a PNG, an AVIF and a HEIC", async () => {
		const deep = png.png();
		expect((await probe(deep)).depth).toBeUndefined();
		deep[24] = 16;
		expect((await probe(deep)).depth).toBe(16);
		const { properties } = avif.PLAIN;
		for (const [flags, depth] of [
			[0x0c, undefined],
			[0x4c, 10],
			[0x6c, 12],
		] as const) {
			const config = avif.box("av1C", join(0x81, 0, flags, 0));
			const changed = { ...avif.PLAIN, properties: properties.with(1, config) };
			expect((await probe(avif.avif(changed))).depth).toBe(depth);
		}
		const hevc = join(new Uint8Array(17), 0xfa, new Uint8Array(5));
		const tenBits = { ...avif.PLAIN, properties: properties.with(1, avif.box("hvcC", hevc)) };
		expect((await probe(avif.avif(tenBits))).depth).toBe(10);
	});
});
