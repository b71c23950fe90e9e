import { expect, test } from "bun:test";
import { DEFAULT_BUCKETS } from "widthwise";
import { runBench } from "../bench-command.ts";

test("the default buckets are tune's list for the default audience", async () => {
	const { output } = await runBench("tune", "--grid", "32", "--json");
	expect(JSON.parse(output).buckets).toEqual(DEFAULT_BUCKETS);
});
