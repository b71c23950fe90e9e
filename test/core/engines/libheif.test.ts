import { expect, test } from "bun:test";
import { decodeHeic } from "../../../core/engines/libheif/decode.ts";
import { loadLibheif } from "../../../core/engines/libheif/load.ts";
import { drawnHeic } from "../../pictures/heic/drawn.ts";

test("an instance of libheif takes no more memory than it may", async () => {
	const start = await loadLibheif();
	const { libheif, memoryBytes } = start(40e6);
	const before = memoryBytes();
	expect(libheif._malloc(20e6)).toBeGreaterThan(0);
	const after = memoryBytes();
	expect(after).toBeGreaterThan(before);
	expect(libheif._malloc(30e6)).toBe(0);
	expect(memoryBytes()).toBe(after);
	expect(after).toBeLessThanOrEqual(40e6);
});

test("libheif fails if the memory for a picture is missing, and says what it decodes otherwise", async () => {
	const start = await loadLibheif();
	const heic = drawnHeic("deep");
	expect(() => decodeHeic(start(1).libheif, new Uint8Array(32e6))).toThrow("cannot allocate");
	const { width, height, bands, depth } = decodeHeic(start(40e6).libheif, heic);
	expect({ width, height, bands, depth }).toEqual({ width: 96, height: 64, bands: 3, depth: 10 });
});
