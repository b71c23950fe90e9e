import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { WidthwiseError } from "../../../core/errors.ts";
import { byteSource } from "../../../core/formats/bytes/byte-source.ts";
import { probeImage } from "../../../core/formats/probe.ts";
import { readMetadata } from "../../../core/metadata/read.ts";
import { strip } from "../../../core/privacy/strip.ts";
import { verify } from "../../../core/privacy/verify.ts";
import { LOADED } from "../../containers/all.ts";

const OPTIONS = { orientation: "keep", credit: { artist: "A", copyright: "B" } } as const;

/** The result of a call; `null` if it throws a WidthwiseError. Other errors are rethrown. */
async function resultOf<Result>(call: () => Result): Promise<Awaited<Result> | null> {
	try {
		return await call();
	} catch (error) {
		if (error instanceof WidthwiseError) return null;
		throw error;
	}
}

/** Bytes to overwrite, bytes to cut off at the end, and bytes to copy elsewhere. */
type Damage = {
	readonly edits: readonly (readonly [number, number])[];
	readonly cut: number;
	readonly copy: readonly [from: number, to: number, length: number];
};

const damages: fc.Arbitrary<Damage> = fc.record({
	// Half of the damage is in headers, where most of the parsing happens.
	edits: fc.array(
		fc.tuple(fc.oneof(fc.nat(400), fc.nat(100_000)), fc.constantFrom(0, 1, 2, 127, 128, 216, 255)),
		{ maxLength: 12 },
	),
	cut: fc.oneof(fc.constant(0), fc.nat(3000)),
	copy: fc.tuple(fc.nat(100_000), fc.nat(100_000), fc.constantFrom(0, 0, 8, 60)),
});

function damage(bytes: Uint8Array, { edits, cut, copy }: Damage): Uint8Array {
	const damaged = bytes.slice(0, Math.max(0, bytes.length - cut));
	if (damaged.length === 0) return damaged;
	for (const [at, value] of edits) damaged[at % damaged.length] = value;
	const [from, to, length] = copy;
	const start = from % damaged.length;
	damaged.copyWithin(to % damaged.length, start, start + length);
	return damaged;
}

describe("a damaged file is stripped, or refused with a WidthwiseError", () => {
	test.each(Object.entries(LOADED))("if it is %s", async (kind, bytes) => {
		let strippedFiles = 0;
		await fc.assert(
			fc.asyncProperty(damages, async (how) => {
				const damaged = damage(bytes, how);
				await readMetadata(damaged);
				await resultOf(() => probeImage(byteSource(damaged)));
				await resultOf(() => verify(damaged, OPTIONS));
				const stripped = await resultOf(() => strip(damaged, OPTIONS));
				if (stripped === null) return;
				strippedFiles++;
				expect(await strip(stripped, OPTIONS)).toEqual(stripped);
				expect(await resultOf(() => verify(stripped, OPTIONS))).not.toBeNull();
			}),
			{ numRuns: 100 },
		);
		if (kind !== "gif") expect(strippedFiles).toBeGreaterThan(0);
	});
});
