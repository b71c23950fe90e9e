import { expect, test } from "bun:test";
import { bytesAtSsim } from "../../../bench/engines/equal-quality.ts";

/** An encoder that gets nearer, and larger, by the same step for each quality. */
async function encoder(quality: number) {
	return { bytes: 1000 + 100 * quality, ssim: 0.9 + quality / 2000 };
}

test("the bytes are read off where the aim is, between two qualities", async () => {
	expect(await bytesAtSsim(0.92525, encoder)).toBeCloseTo(6050, 3);
	expect(await bytesAtSsim(0.925, encoder)).toBeCloseTo(6000, 3);
});

test("an aim beyond quality 100 is never reached, one below quality 1 costs the least there is", async () => {
	expect(await bytesAtSsim(0.96, encoder)).toBeNull();
	expect(await bytesAtSsim(0.5, encoder)).toBe(1100);
});

test("nine pictures are enough", async () => {
	let pictures = 0;
	await bytesAtSsim(0.93, (quality) => {
		pictures += 1;
		return encoder(quality);
	});
	expect(pictures).toBeLessThanOrEqual(9);
});
