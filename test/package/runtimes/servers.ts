import { join } from "node:path";
import { within } from "../../patience.ts";
import type { Ends, Runtime, Trial } from "./runtime.ts";

/** Starts a program for each trial: Node or Bun, which need nothing more. */
export function serverRuntime(trial: Trial, program: string): Runtime {
	return {
		needs: {},
		tryFeatures: (names) => runOnServer(trial, [program], names),
		[Symbol.asyncDispose]: async () => {},
	};
}

/** What Deno must permit: its short flags for read, write, net, env and sys. */
const PERMISSIONS = {
	vips: "`-R -E -S`",
	jsquash: "`-R`",
	folder: "`-R -W`",
	s3: "`-N -E -S`",
	node: "`-N`",
} as const;

/** Starts Deno for each trial, with no permissions but those that a feature needs. */
export function denoRuntime(trial: Trial, deno: string): Runtime {
	const command = [deno, "run", "--no-prompt", "--node-modules-dir=manual"];
	return {
		needs: PERMISSIONS,
		tryFeatures: (names, need) =>
			runOnServer(trial, [...command, ...(need?.match(/-[A-Z]/g) ?? [])], names),
		[Symbol.asyncDispose]: async () => {},
	};
}

async function runOnServer(
	{ folder, photo, s3 }: Trial,
	command: readonly string[],
	names: readonly string[],
): Promise<Ends> {
	const parameters = [names, join(folder, "objects"), s3].map((value) => JSON.stringify(value));
	await using child = Bun.spawn([...command, "on-server.mjs", ...parameters], {
		cwd: folder,
		stdin: photo,
		stdout: "pipe",
		stderr: "pipe",
		env: { PATH: "/usr/bin:/bin", HOME: folder, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
	});
	const [printed, errors] = await within(
		`the end of ${command.join(" ")}`,
		Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]),
	);
	const lines: readonly [string, string][] = printed
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => JSON.parse(line));
	const ends = new Map(lines);
	// The program ended at this feature.
	const unfinished = names.find((name) => !ends.has(name));
	return unfinished === undefined ? ends : ends.set(unfinished, errors);
}
