import { describe, expect, test } from "bun:test";
import { createMemoryStore, type Engine, publish } from "widthwise";
import { createBudget } from "widthwise/internal";
import { probeImage } from "widthwise/photo";
import { checkMemory, predictPublish } from "../../../core/photo/publish-cost.ts";
import { codeOf, codeOfAsync } from "../../containers/thrown.ts";
import { ID } from "../../photos/publishing.ts";
import { encodedQuadrants } from "../../pictures/painter.ts";
import { vips } from "../engine.ts";

const still = {
	width: 12_000,
	height: 9000,
	orientation: 1,
	frames: 1,
	hasAlpha: false,
	isCmyk: false,
} as const;

describe("the memory that publishing needs", () => {
	test("is predicted from the header: whole files and deep samples need more", () => {
		const bytesOf = (facts: object): number =>
			predictPublish({ ...still, type: "jpeg", ...facts }, 50e6).bytes;
		expect(bytesOf({})).toBeLessThan(400e6);
		expect(bytesOf({ isProgressive: true })).toBeGreaterThan(800e6);
		expect(bytesOf({ type: "avif", depth: 10 })).toBeGreaterThan(bytesOf({ type: "avif" }));
	});

	test("is the reason why a photo is refused, with what to do", () => {
		const progressive = { ...still, type: "jpeg", isProgressive: true } as const;
		expect(codeOf(() => checkMemory(progressive, 50e6, 1e9))).toBe("too-much-memory");
		expect(() => checkMemory(progressive, 50e6, 1e9)).toThrow(
			/needs about 1\d\d\d MB of memory to decode, and at most 1000 MB.*without progressive/,
		);
		expect(() => checkMemory({ ...progressive, isProgressive: false }, 50e6, 1e9)).not.toThrow();
	});

	test("is shared by photos: one waits until the other is decoded", async () => {
		const original = encodedQuadrants("jpeg");
		const { bytes } = predictPublish(await probeImage(original), original.length);
		let running = 0;
		let most = 0;
		const engine: Engine = {
			...vips,
			async render(...job) {
				most = Math.max(most, ++running);
				try {
					return await vips.render(...job);
				} finally {
					running--;
				}
			},
		};
		const publishAll = (total: number) => {
			const memory = createBudget(total);
			const ids = [ID, ID.replace("0", "1")];
			const store = createMemoryStore();
			return Promise.all(ids.map((id) => publish(id, original, { store, engine, memory })));
		};
		await publishAll(bytes * 2);
		expect(most).toBe(2);
		most = 0;
		await publishAll(bytes * 1.5);
		expect(most).toBe(1);
		expect(await codeOfAsync(() => publishAll(bytes * 0.9))).toBe("too-much-memory");
	});
});
