import { describe, expect, test } from "bun:test";
import { unzipSync } from "fflate";
import { joinWidths, readOtherWidths } from "../../edge/build/accepted-widths.ts";
import { buildBundles } from "../../edge/build/bundles.ts";
import { codeOf } from "../containers/thrown.ts";

describe("npm run build:edge -- --also", () => {
	test("takes a list of widths, and no other argument", () => {
		expect(readOtherWidths(["--until-stdin-ends"])).toEqual([]);
		expect(readOtherWidths(["--also", "320,640", "--until-stdin-ends"])).toEqual([320, 640]);
		for (const args of [["--also", "640,320"], ["--also"], ["--widths", "320"], ["320"]]) {
			expect(codeOf(() => readOtherWidths(args))).toBe("misconfigured");
		}
	});

	test("makes the Lambda accept both lists, and the function snap to its own", async () => {
		expect(joinWidths([320, 640], [480, 640])).toEqual([320, 480, 640]);
		const built = await buildBundles({ buckets: [320, 640], otherWidths: [480, 640] });
		const lambda = new TextDecoder().decode(unzipSync(built.originRequest)["index.mjs"]);
		expect(lambda).toContain("[320,480,640]");
		expect(built.viewerRequest).toMatch(/\[320,\s*640\]/);
	});
});
