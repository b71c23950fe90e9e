import { describe, expect, spyOn, test } from "bun:test";
import type { ImageFormat } from "widthwise";
import { createJsquashEngine } from "widthwise/engine/jsquash";
import { cutSize, type Size } from "widthwise/photo";
import type { ObjectInfo } from "widthwise/store";
import { masterMetadata } from "../../../core/photo/master-info.ts";
import { MAX_CUT_BYTES } from "../../../edge/cloudflare-worker/max-cut-bytes.ts";
import { canCut } from "../../../edge/images/can-cut.ts";
import { loadJsquashModule } from "../../core/engines/jsquash-modules.ts";
import { ID } from "../../photos/publishing.ts";
import { encodedQuadrants } from "../../pictures/painter.ts";

const limits = { engine: { encodes: ["webp", "jpeg"] }, maxBytes: MAX_CUT_BYTES } as const;

function master(
	size: Size,
	mezzanines: readonly number[],
	over: Partial<ObjectInfo> = {},
): ObjectInfo {
	const metadata = masterMetadata({ ...size, mezzanines, encodedByUs: true, version: 1 });
	return { key: `photos/${ID}/master`, size: 1, contentType: "image/jpeg", metadata, ...over };
}

const can = (info: ObjectInfo, bucket: number, format: ImageFormat): boolean =>
	canCut({ photoId: ID, cut: { bucket, format } }, info, limits);

/** The largest mezzanine, and the widest variant of it that fits the memory. */
const LARGEST = { width: 2560, height: 1920 };
const widest = (format: ImageFormat): number => {
	const widths = Array.from({ length: 2560 }, (_, i) => 2560 - i);
	return widths.find((width) => can(master(LARGEST, [2560]), width, format)) ?? 0;
};

describe("a Worker cuts", () => {
	test.each(["webp", "jpeg"] as const)(
		"the widest %s from the largest mezzanine within its memory, with all codecs",
		async (format) => {
			using instantiate = spyOn(WebAssembly, "instantiate");
			const engine = createJsquashEngine({ loadModule: loadJsquashModule });
			// Both encoders have their memory from now on.
			for (const other of ["webp", "jpeg"] as const) {
				const small = { width: 48, height: 32, format: other, quality: 80 };
				await engine.render(encodedQuadrants("jpeg"), [small]);
			}
			const size = cutSize(LARGEST, widest(format));
			const source = encodedQuadrants("jpeg", LARGEST.width, LARGEST.height);
			const [image] = await engine.render(source, [{ ...size, format, quality: 80 }]);
			const instances: readonly unknown[] = await Promise.all(
				instantiate.mock.results.map(({ value }) => value),
			);
			expect(instances).toHaveLength(3);
			const memories = instances.map(memoryOf).reduce((sum, bytes) => sum + bytes, 0);
			const pixels = 4 * (LARGEST.width * LARGEST.height + size.width * size.height);
			const files = source.length + (image?.bytes.length ?? 0);
			expect(memories + pixels + files).toBeLessThan(110e6);
			expect(size.width).toBeGreaterThan(1504);
		},
	);

	test("neither AVIF nor what its memory does not allow", () => {
		const photo = master({ width: 2560, height: 1707 }, [1280, 640]);
		expect(can(photo, 416, "webp")).toBe(true);
		expect(can(photo, 1504, "jpeg")).toBe(true);
		expect(can(photo, 416, "avif")).toBe(false);
		expect(can(photo, 2560, "jpeg")).toBe(false);
		const clear = master({ width: 2560, height: 1707 }, [1280, 640], { contentType: "image/webp" });
		expect([can(clear, 640, "webp"), can(clear, 1504, "webp")]).toEqual([true, false]);
	});

	test("only from what we encoded", () => {
		const { metadata, ...info } = master({ width: 1200, height: 800 }, [640]);
		expect(can({ ...info, metadata }, 1000, "webp")).toBe(true);
		const uploaded = { ...info, metadata: { ...metadata, "encoded-by-us": "false" } };
		expect([can(uploaded, 640, "webp"), can(uploaded, 1000, "webp")]).toEqual([true, false]);
	});
});

/** Bytes. */
function memoryOf(instance: unknown): number {
	if (!(instance instanceof WebAssembly.Instance)) throw new TypeError("Not an instance");
	const memory = Object.values(instance.exports).find(
		(value) => value instanceof WebAssembly.Memory,
	);
	return memory?.buffer.byteLength ?? expect.unreachable();
}
