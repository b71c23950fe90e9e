import { expect, test } from "bun:test";
import { bytesAtSsim } from "../../../bench/engines/equal-quality.ts";

/** An encoder whose SSIM and bytes grow linearly with the quality. */
async function encoder(quality: number) {
	return { bytes: 1000 + 100 * quality, ssim: 0.9 + quality / 2000 };
}

test("bytesAtSsim interpolates the bytes between two qualities", async () => {
	expect(await bytesAtSsim(0.92525, encoder)).toBeCloseTo(6050, 3);
	expect(await bytesAtSsim(0.925, encoder)).toBeCloseTo(6000, 3);
});

test("bytesAtSsim returns null above quality 100, and the smallest picture below quality 1", async () => {
	expect(await bytesAtSsim(0.96, encoder)).toBeNull();
	expect(await bytesAtSsim(0.5, encoder)).toBe(1100);
});

test("bytesAtSsim encodes at most nine pictures", async () => {
	let pictures = 0;
	await bytesAtSsim(0.93, (quality) => {
		pictures += 1;
		return encoder(quality);
	});
	expect(pictures).toBeLessThanOrEqual(9);
});
