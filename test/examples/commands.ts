import { join } from "node:path";
import { EXAMPLES, readManifest } from "./manifest.ts";

/** The commands of an example's README, such as `npm ci` and `npm start`. */
export async function readmeCommands(name: string): Promise<readonly string[]> {
	const readme = await Bun.file(join(EXAMPLES, name, "README.md")).text();
	return [...readme.matchAll(/^ {4}(\S.*)$/gm)].map(([, command = ""]) => command);
}

/**
 * The programs that the last command of an example's README runs, one after the other: `npm` or `deno task`
 * between them and the test would not pass signals on.
 *
 * @example await programsOf("next"); // ["next build", "next start --hostname 127.0.0.1"]
 */
export async function programsOf(name: string): Promise<readonly string[]> {
	const command = (await readmeCommands(name)).at(-1) ?? "";
	const [, runner, script = ""] = /^(npm|npm run|deno task) (\w+)$/.exec(command) ?? [];
	const scripts =
		runner === "deno task"
			? (await Bun.file(join(EXAMPLES, name, "deno.json")).json()).tasks
			: (await readManifest(join(EXAMPLES, name))).scripts;
	const programs = [scripts?.[`pre${script}`], scripts?.[script]];
	return programs.filter((program) => program !== undefined);
}
