import { expect, test } from "bun:test";
import { bundleRival } from "../../../bench/edge/rival-bundles.ts";

// They are plain JavaScript, which the compiler does not check, and only the bench runs them.
test.each(["origin-request", "origin-request-light", "validate", "validate-light"] as const)(
	"the rival's %s is made of what the edge exports",
	async (name) => {
		const { "index.mjs": bytes, ...others } = await bundleRival(name);
		expect(Object.keys(others)).toEqual([]);
		expect(new TextDecoder().decode(bytes)).toMatch(/export\{\w+ as handler\};\s*$/);
	},
);
