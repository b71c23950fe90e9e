import { describe, expect, test } from "bun:test";
import { decodeWhole } from "../../../core/engines/vips/decode-whole.ts";
import { imageOf } from "../../pictures/painter.ts";
import { quadrants } from "../../pictures/pixels.ts";

const source = imageOf(quadrants(96, 64)).jpegsaveBuffer({ Q: 80 });
const broken = source.slice();
for (let at = source.length - 60; at < source.length - 4; at += 2) broken.set([0xff, 0], at);

const job = { type: "jpeg", outputs: [1, 2] } as const;

/** What the decoder is asked to fail on; it never does, like a decoder that paints stripes. */
const failOn = (_: Uint8Array, on: string) => on;

describe("a JPEG of several outputs", () => {
	test("is walked before it is decoded", () => {
		expect(decodeWhole({ ...job, source }, failOn)).toBe("error");
		expect(() => decodeWhole({ ...job, source: broken }, failOn)).toThrow("damaged");
	});

	test("is not walked again if its codes are known to be whole", () => {
		expect(decodeWhole({ ...job, source, isWalked: true }, failOn)).toBe("warning");
	});

	test("is walked if the decoder warns, even then", () => {
		const [tag, thrown] = [new WebAssembly.Tag({ parameters: [] }), []];
		const warns = (_: Uint8Array, on: string): string => {
			if (on === "warning") throw new WebAssembly.Exception(tag, thrown);
			return on;
		};
		expect(decodeWhole({ ...job, source, isWalked: true }, warns)).toBe("error");
		const damaged = { ...job, source: broken, isWalked: true };
		expect(() => decodeWhole(damaged, warns)).toThrow("damaged");
	});
});
