import { describe, expect, test } from "bun:test";
import { joinWidths, readOtherWidths } from "../../edge/build/accepted-widths.ts";
import { codeOf } from "../containers/thrown.ts";

describe("npm run build:edge -- --also", () => {
	test("takes a list of widths, and no other argument", () => {
		expect(readOtherWidths(["--until-stdin-ends"])).toEqual([]);
		expect(readOtherWidths(["--also", "320,640", "--until-stdin-ends"])).toEqual([320, 640]);
		for (const args of [["--also", "640,320"], ["--also"], ["--widths", "320"], ["320"]]) {
			expect(codeOf(() => readOtherWidths(args))).toBe("misconfigured");
		}
	});

	// What is built from both lists: bundles.test.ts.
	test("accepts each width of both lists once, in order", () => {
		expect(joinWidths([320, 640], [480, 640])).toEqual([320, 480, 640]);
	});
});
