import { afterEach, describe, expect, spyOn, test } from "bun:test";
import type { OpenVipsCodec } from "../../../core/engines/vips/codec.ts";
import { openCodecFromFiles } from "../../../core/engines/vips/codec-from-files.ts";
import { inMemory } from "../../../core/engines/vips/in-memory.ts";
import { createInProcessEngine } from "../../../core/engines/vips/in-process.ts";
import { loadVips } from "../../../core/engines/vips/load.ts";
import { encodedQuadrants } from "../../pictures/painter.ts";

const OPTIONS = "plain";
const { Memory, Exception, instantiate } = WebAssembly;

/** Creates a codec that fails at the given step. */
const failing = (step: "open" | "compile" | "instantiate"): OpenVipsCodec => {
	return async () => {
		if (step === "open") throw new Error("no such file");
		const codec = await openCodecFromFiles();
		if (step === "compile")
			return { ...codec, compile: () => Promise.reject(new Error("damaged")) };
		// An empty module, without any of the functions that the library calls.
		const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
		return { ...codec, compile: () => WebAssembly.compile(empty) };
	};
};

afterEach(() => {
	Reflect.deleteProperty(globalThis, "crossOriginIsolated");
	Object.assign(WebAssembly, { Exception });
});

describe("loading wasm-vips", () => {
	test("changes no globals, even if loads overlap or fail", async () => {
		const loads = [1, 2].map(() => loadVips(openCodecFromFiles, OPTIONS));
		const failures = (["open", "compile"] as const).map((step) =>
			loadVips(failing(step), OPTIONS).then(String, ({ code }) => code),
		);
		expect(WebAssembly.Memory).toBe(Memory);
		for (const { vips, memoryBytes } of await Promise.all(loads)) {
			expect(memoryBytes()).toBeGreaterThanOrEqual(256 * 1024 * 1024);
			vips.shutdown();
		}
		expect(await Promise.all(failures)).toEqual(["engine-unavailable", "engine-unavailable"]);
		expect(WebAssembly.Memory).toBe(Memory);
		expect(WebAssembly.instantiate).toBe(instantiate);
	});

	test("compiles once while an instance lives", async () => {
		const first = await loadVips(openCodecFromFiles, OPTIONS);
		Bun.gc(true);
		using compile = spyOn(WebAssembly, "compile");
		const second = await loadVips(openCodecFromFiles, OPTIONS);
		expect(compile).not.toHaveBeenCalled();
		for (const { vips } of [first, second]) vips.shutdown();
	});

	test("reports the memory of each instance separately", async () => {
		const [idle, busy] = await Promise.all([1, 2].map(() => loadVips(openCodecFromFiles, OPTIONS)));
		if (!idle || !busy) expect.unreachable();
		const before = idle.memoryBytes();
		const image = busy.vips.Image.black(10_000, 10_000, { bands: 3 }).copyMemory();
		expect(busy.memoryBytes()).toBeGreaterThan(10_000 * 10_000 * 3);
		expect(idle.memoryBytes()).toBe(before);
		image.delete();
		for (const { vips } of [idle, busy]) vips.shutdown();
	});

	test("holds masters as they are, and keeps its memory when they come and go", async () => {
		const { vips, memoryBytes } = await loadVips(openCodecFromFiles, OPTIONS);
		const before = memoryBytes();
		for (const height of [...Array(8).fill(1707), ...Array(8).fill(1920)]) {
			const picture = vips.Image.black(2560, height, { bands: 3 });
			const held = inMemory(picture);
			expect([held.width, held.height, held.bands]).toEqual([2560, height, 3]);
			for (const image of [held, picture]) image.delete();
		}
		expect(memoryBytes()).toBe(before);
		for (const [ushort, height] of [[false, 5000] as const, [true, 2500] as const]) {
			const ramp = vips.Image.identity({ ushort, size: 256 });
			const picture = ramp.embed(0, 0, 2560, height, { extend: "mirror" });
			const held = inMemory(picture);
			expect(held.format).toBe(ushort ? "ushort" : "uchar");
			expect(held.subtract(picture).abs().max()).toBe(0);
			for (const image of [held, picture, ramp]) image.delete();
		}
		vips.shutdown();
	});

	test.each(["open", "compile", "instantiate"] as const)("fails if it cannot %s", async (step) => {
		const engine = createInProcessEngine(failing(step), null, { maxPixels: 1e6 });
		const output = { width: 8, height: 8, format: "webp", quality: 50 } as const;
		for (const _ of [1, 2]) {
			await expect(engine.render(encodedQuadrants("jpeg"), [output])).rejects.toMatchObject({
				code: "engine-unavailable",
				message: expect.stringContaining("docs/bundlers.md"),
			});
		}
	});

	test("fails at once if a page lacks cross-origin isolation", async () => {
		Reflect.set(globalThis, "crossOriginIsolated", false);
		await expect(loadVips(openCodecFromFiles, OPTIONS)).rejects.toMatchObject({
			code: "engine-unavailable",
			message: expect.stringMatching(/Cross-Origin-Opener-Policy.*Cross-Origin-Embedder-Policy/),
		});
	});

	test("fails at once if a runtime is too old", async () => {
		Reflect.deleteProperty(WebAssembly, "Exception");
		await expect(loadVips(openCodecFromFiles, OPTIONS)).rejects.toMatchObject({
			code: "engine-unavailable",
			message: expect.stringContaining("Node 20"),
		});
	});
});
