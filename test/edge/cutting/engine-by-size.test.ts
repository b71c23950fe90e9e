import { afterAll, expect, test } from "bun:test";
import { type Engine, WidthwiseError } from "widthwise";
import { createInProcessVipsEngine } from "widthwise/engine/vips";
import { createEngineBySize } from "../../../edge/cutting/engine-by-size.ts";
import { encodedQuadrants } from "../../pictures/painter.ts";

const vips = createInProcessVipsEngine({ maxPixels: 1e6 });
const rendered: string[] = [];
const named = (name: string): Engine => ({
	...vips,
	name,
	render(source, outputs) {
		rendered.push(name);
		return vips.render(source, outputs);
	},
	close: async () => void rendered.push(`closed ${name}`),
});
const engine = createEngineBySize({
	small: named("small"),
	large: named("large"),
	maxPixels: 96 * 64,
});
afterAll(() => vips.close());

test("the first picture does not wait for the engine for large ones to start", async () => {
	const output = { width: 24, height: 16, format: "webp", quality: 70 } as const;
	await engine.render(encodedQuadrants("jpeg", 97, 64), [output]);
	expect(rendered.splice(0)).toEqual(["small"]);
});

test.each([
	[96, 64, "small"],
	[64, 96, "small"],
	[97, 64, "large"],
])("a picture of %i x %i is cut by the engine for %s ones", async (width, height, expected) => {
	const output = { width: 24, height: 16, format: "webp", quality: 70 } as const;
	const [image] = await engine.render(encodedQuadrants("jpeg", width, height), [output]);
	expect(image).toMatchObject({ width: 24, height: 16 });
	expect(rendered.splice(0)).toEqual([expected]);
});

test("what cannot be read is an engine's error", async () => {
	const output = { width: 24, height: 16, format: "webp", quality: 70 } as const;
	const text = new TextEncoder().encode("no picture");
	await expect(engine.render(text, [output])).rejects.toBeInstanceOf(WidthwiseError);
	expect(rendered.splice(0)).toEqual(["small"]);
});

test("closing closes both", async () => {
	await engine.close();
	expect(rendered.splice(0).sort()).toEqual(["closed large", "closed small"]);
});
