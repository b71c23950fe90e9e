import { describe, expect, test } from "bun:test";
import { COMMANDS } from "../../../core/cli/commands.ts";
import { runCli, runProgram } from "./command-line.ts";

describe("widthwise", () => {
	test("lists its commands", async () => {
		const { output, exitCode } = await runCli(["--help"]);
		expect(exitCode).toBe(0);
		for (const { summary } of COMMANDS) expect(output).toContain(summary);
	});

	test("needs a command, and explains itself on standard error", async () => {
		const { output, errors, exitCode } = await runProgram([]);
		expect({ output, exitCode }).toEqual({ output: "", exitCode: 2 });
		expect(errors).toContain("Commands:");
	});

	test("prints its version", async () => {
		const { version } = await Bun.file("core/package.json").json();
		expect((await runProgram(["--version"])).output).toBe(`${version}\n`);
	});

	test("suggests a command for a mistyped one", async () => {
		const { output, errors, exitCode } = await runCli(["snpa", "402"]);
		expect({ output, exitCode }).toEqual({ output: "", exitCode: 2 });
		expect(errors).toContain("There is no command snpa: did you mean snap?");
		expect((await runCli(["frobnicate"])).errors).toContain("There is no command frobnicate\n");
	});

	test("suggests an option for a mistyped one", async () => {
		const { errors, exitCode } = await runCli(["snap", "402", "--bukets", "1,2"]);
		expect(exitCode).toBe(2);
		expect(errors).toContain("There is no option --bukets: did you mean --buckets?");
	});

	test("asks for the value of an option, and refuses one that is too many", async () => {
		const missing = await runCli(["snap", "402", "--buckets"]);
		expect(missing.errors).toContain("The option --buckets needs a value");
		const tooMany = await runCli(["snap", "402", "--json=yes"]);
		expect(tooMany.errors).toContain("The option --json takes no value");
		expect([missing.exitCode, tooMany.exitCode]).toEqual([2, 2]);
	});

	test("explains an equals sign after a short option", async () => {
		const { errors, exitCode } = await runCli(["snap", "402", "-b=1,2"]);
		expect(exitCode).toBe(2);
		expect(errors).toContain("Write -b 1,2 or --buckets=1,2, not -b=1,2");
		const long = await runCli(["snap", "402", "--buckets=500"]);
		expect(long.output).toBe("500\n");
	});

	test.each(COMMANDS.map(({ name }) => name))("%s has a help with examples", async (name) => {
		const { output, exitCode } = await runCli([name, "--help"]);
		expect(exitCode).toBe(0);
		expect(output).toStartWith(`Usage: npx widthwise ${name} `);
		expect(output).toContain(`Examples:\n  npx widthwise ${name} `);
		expect((await runCli(["help", name])).output).toBe(output);
		for (const line of output.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
	});

	test("colours its errors only where colours are asked for", async () => {
		const red = "\u001b[31m";
		const environment = { FORCE_COLOR: "1" };
		expect((await runProgram(["snap"])).errors).not.toContain(red);
		expect((await runProgram(["snap"], { environment })).errors).toContain(red);
		const refused = { ...environment, NO_COLOR: "1" };
		expect((await runProgram(["snap"], { environment: refused })).errors).not.toContain(red);
	});
});
