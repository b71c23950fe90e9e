import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { WidthwiseError } from "widthwise";
import { formatVerdict, isFinal, parseVerdict, type Verdict } from "widthwise/photo";
import { originalKey, parseOriginalKey, verdictKey } from "widthwise/url";
import { codeOf } from "../../containers/thrown.ts";

const ID = "0123456789abcdef0123456789abcdef";
const size = fc.integer({ min: 1, max: 1e9 });
const published = fc.record({
	width: size,
	height: size,
	bytes: size,
	contentType: fc.string(),
	placeholder: fc.string(),
	version: fc.nat(),
});

const text = fc.option(fc.string());
const number = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0));
const metadata = fc.record({
	...{ camera: text, lens: text, takenAt: text, copyright: text, artist: text },
	...{ title: text, caption: text, keywords: fc.array(fc.string()) },
	...{
		exposure: number,
		aperture: number,
		iso: number,
		focalLength: number,
		focalLength35: number,
	},
	position: fc.option(fc.constant({ latitude: 1.5, longitude: -2, altitude: null })),
});

describe("verdicts", () => {
	test("are read back as they were written", () => {
		const verdicts: fc.Arbitrary<Verdict> = fc.oneof(
			fc.record({ ok: fc.constant(null), runs: fc.nat() }),
			fc.record({ ok: fc.constant(true as const), published, metadata }),
			fc.record({ ok: fc.constant(true as const), published }),
			fc.record({
				ok: fc.constant(false as const),
				metadata,
				code: fc.constantFrom("truncated-file" as const, "too-many-pixels" as const),
				message: fc.string(),
			}),
		);
		fc.assert(
			fc.property(verdicts, (verdict) => {
				expect(parseVerdict(formatVerdict(verdict))).toEqual(verdict);
			}),
		);
	});

	test("of functions that know no versions have version 0", () => {
		const published = { width: 1, height: 1, bytes: 1, contentType: "image/jpeg", placeholder: "" };
		const verdict = parseVerdict(new TextEncoder().encode(JSON.stringify({ ok: true, published })));
		expect(verdict).toEqual({ ok: true, published: { ...published, version: 0 } });
	});

	test.each([
		"",
		"null",
		"[]",
		"{}",
		'{"ok":true}',
		'{"ok":true,"published":{"width":1,"height":0,"bytes":1,"contentType":"","placeholder":""}}',
		'{"ok":true,"published":{"width":"1","height":1,"bytes":1,"contentType":"","placeholder":""}}',
		'{"ok":false,"code":"toString","message":"x"}',
		'{"ok":false,"code":"truncated-file"}',
		'{"ok":false,"code":"truncated-file","message":"x","metadata":{}}',
		'{"ok":null}',
		'{"ok":null,"runs":-1}',
		'{"ok":1}',
		"\xff",
	])("are not parsed from %p", (text) => {
		const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
		expect(codeOf(() => parseVerdict(bytes))).toBe("internal");
	});

	test("are final for failures of the photo, not for failures of the system", () => {
		const codes = ["truncated-file", "engine-timeout", "metadata-left", "unavailable", "internal"];
		const found = codes.filter((code) => isFinal(new WidthwiseError(code as never, "")));
		expect(found).toEqual(["truncated-file", "engine-timeout", "metadata-left"]);
		expect(isFinal(new TypeError("truncated-file"))).toBe(false);
	});

	test("have keys that are not keys of originals", () => {
		expect(parseOriginalKey(originalKey(ID))).toBe(ID);
		expect(parseOriginalKey(verdictKey(ID))).toBeNull();
	});
});
