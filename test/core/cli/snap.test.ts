import { describe, expect, test } from "bun:test";
import { runCli } from "./command-line.ts";

describe("widthwise snap", () => {
	test("prints the bucket of each width", async () => {
		const { output, exitCode } = await runCli(["snap", "402", "9000"]);
		expect({ output, exitCode }).toEqual({ output: "480\n2560\n", exitCode: 0 });
	});

	test("takes a list of buckets", async () => {
		const { output } = await runCli(["snap", "402", "--buckets", "320,640", "--json"]);
		expect(JSON.parse(output)).toEqual([{ width: 402, bucket: 640 }]);
	});

	test.each([
		["no width", []],
		["a width that is none", ["0"]],
		["buckets that do not ascend", ["402", "--buckets", "640,320"]],
	])("refuses %s", async (_, words) => {
		const { output, errors, exitCode } = await runCli(["snap", ...words]);
		expect({ output, exitCode }).toEqual({ output: "", exitCode: 2 });
		expect(errors).toStartWith("Error: ");
		expect(errors).toEndWith("See npx widthwise snap --help\n");
	});
});
