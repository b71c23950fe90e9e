import { type Colour, type Pixels, paint } from "./pixels.ts";

/** The colours of a time of day. */
type Light = {
	readonly zenith: Colour;
	readonly horizon: Colour;
	readonly sun: Colour;
	readonly near: Colour;
};

const LIGHTS: readonly Light[] = [
	{ zenith: [38, 62, 112], horizon: [246, 190, 140], sun: [255, 226, 180], near: [22, 26, 38] },
	{ zenith: [58, 122, 190], horizon: [206, 226, 236], sun: [255, 250, 232], near: [34, 58, 36] },
	{ zenith: [24, 26, 62], horizon: [214, 106, 92], sun: [255, 176, 110], near: [18, 14, 26] },
	{ zenith: [120, 140, 156], horizon: [226, 228, 224], sun: [244, 244, 238], near: [44, 52, 54] },
	{ zenith: [8, 12, 30], horizon: [52, 72, 110], sun: [236, 238, 246], near: [6, 9, 16] },
	{ zenith: [78, 116, 150], horizon: [250, 222, 170], sun: [255, 244, 214], near: [60, 44, 26] },
];

/**
 * Draws a picture that looks like a photo of a landscape: sky, sun, chains of hills, sometimes a
 * lake. It is always the same for a number.
 *
 * @param width pixels
 * @param height pixels
 */
export function landscape(number: number, width: number, height: number): Pixels {
	const random = generator(number * 7919 + 1);
	const light = LIGHTS[number % LIGHTS.length] ?? LIGHTS[0];
	if (!light) throw new Error("LIGHTS is empty");
	const sun = { x: 0.15 + 0.7 * random(), y: 0.18 + 0.3 * random(), size: 0.02 + 0.02 * random() };
	const aspect = width / height;
	const ridges = Array.from({ length: 5 }, (_, i) => {
		const heightAt = ridge(random, i);
		return Float32Array.from({ length: width }, (_, px) => heightAt((px / width) * aspect));
	});
	const shore = random() < 0.5 ? 0.72 + 0.1 * random() : 2;

	const colourOf = (px: number, y: number): Colour => {
		for (let i = ridges.length - 1; i >= 0; i--) {
			const top = ridges[i]?.[px] ?? 1;
			if (y < top) continue;
			// Distant hills are paler; valleys have mist.
			const nearness = (i + 1) / ridges.length;
			const mist = Math.max(0, 0.3 - (y - top) * 0.8) * (1 - nearness);
			return mix(light.horizon, light.near, Math.min(1, 0.12 + 0.88 * nearness ** 1.4 - mist));
		}
		return skyAt(light, sun, (px / width) * aspect, y, aspect);
	};

	return paint(width, height, 3, (px, py) => {
		const y = py / height;
		const isWater = y > shore;
		const ripple = isWater ? Math.sin(py * 1.9 + px * 0.05) * 0.006 : 0;
		const colour = colourOf(px, isWater ? Math.max(0, shore - (y - shore) * 1.1 + ripple) : y);
		const reflected = isWater ? mix(colour, light.zenith, 0.28) : colour;
		const grain = (random() - 0.5) * 5;
		const vignette = 1 - 0.5 * ((px / width - 0.5) ** 2 + (y - 0.5) ** 2);
		return reflected.map((channel) => Math.max(0, Math.min(255, channel * vignette + grain)));
	});
}

function skyAt(
	light: Light,
	sun: { readonly x: number; readonly y: number; readonly size: number },
	x: number,
	y: number,
	aspect: number,
): Colour {
	const sky = mix(light.zenith, light.horizon, Math.min(1, (y / 0.62) ** 1.3));
	const distance = Math.hypot(x - sun.x * aspect, y - sun.y);
	if (distance < sun.size) return light.sun;
	return mix(sky, light.sun, 0.75 * Math.exp(-(distance - sun.size) * 5));
}

/**
 * Makes the skyline of a chain of hills, from 0 (top) to 1: a sum of waves. Nearer chains are
 * lower.
 */
function ridge(random: () => number, i: number): (x: number) => number {
	const waves = Array.from({ length: 7 }, (_, octave) => ({
		frequency: 1.4 * 1.9 ** octave * (0.8 + 0.4 * random()),
		phase: random() * 20,
		size: (0.1 - 0.012 * i) / 1.85 ** octave,
	}));
	const base = 0.46 + 0.115 * i;
	return (x) =>
		waves.reduce(
			(y, { frequency, phase, size }) => y + Math.sin(x * frequency + phase) * size,
			base,
		);
}

function mix(a: Colour, b: Colour, share: number): Colour {
	return a.map((channel, i) => channel + ((b[i] ?? 0) - channel) * share);
}

/** Makes a generator of pseudorandom numbers from 0 to 1 (mulberry32). */
function generator(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}
