import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { SEEDS } from "./seeds.ts";
import { TARGETS } from "./targets.ts";

/** Edits of a seed: bytes that are overwritten, a cut at the end, and a part that is repeated. */
const edits = fc.record({
	bytes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
	cut: fc.oneof(fc.constant(0), fc.nat(40)),
	copy: fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(0, 0, 1, 4, 16)),
});

describe("every target of the fuzzer takes its seeds, and what is made of them", () => {
	test.each(Object.entries(TARGETS))("if it is %s", async (name, { file }) => {
		const { fuzz } = await import(`./targets/${file}.ts`);
		const seeds = Object.entries(SEEDS).find(([target]) => target === name)?.[1] ?? [];
		expect(seeds.length).toBeGreaterThan(0);
		for (const seed of seeds) await fuzz(seed);
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...seeds), edits, async (seed, { bytes, cut, copy }) => {
				const input = seed.slice(0, Math.max(1, seed.length - cut));
				for (const [at, value] of bytes) input[at % input.length] = value;
				const [from, to, length] = copy;
				const start = from % input.length;
				input.copyWithin(to % input.length, start, start + length);
				await fuzz(input);
			}),
			{ numRuns: 150, seed: 14 },
		);
	});
});
