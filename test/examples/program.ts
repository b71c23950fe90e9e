import { dirname, join } from "node:path";
import { compilerSettings } from "../../bench/harness/settings.ts";
import { nodes } from "../edge/nodes.ts";
import { until, within } from "../patience.ts";
import { startTied } from "../services/tied-process.ts";
import { deno } from "./deno.ts";

/** A server of an example. */
export type RunningProgram = {
	readonly url: string;
	/** Ends it; resolves when nothing listens any more. */
	end(): Promise<void>;
};

/** Runs a program of an example, as a script of its `package.json`, to its end. */
export async function runProgram(command: string, folder: string): Promise<void> {
	const options = { cwd: folder, env: environmentOf(folder) };
	const program = Bun.spawn(["sh", "-c", `${command} 2>&1`], { ...options, stdout: "pipe" });
	const output = new Response(program.stdout).text();
	await within(`the end of ${command}`, program.exited);
	if (program.exitCode !== 0) throw new Error(`${command}\n${await output}`);
}

/** Starts a server of an example; resolves when it has printed its address. */
export async function startProgram(command: string, folder: string): Promise<RunningProgram> {
	const options = { cwd: folder, env: environmentOf(folder) };
	const program = startTied(["sh", "-c", `exec ${command}`], options);
	let hasEnded = false;
	void program.exited.then(() => {
		hasEnded = true;
	});
	const address = () => /http:\/\/(?:localhost|127\.0\.0\.1):(\d+)/.exec(program.output())?.[1];
	await until(`${command} prints its address`, () => {
		if (hasEnded) throw new Error(`${command} ended\n${program.output()}`);
		return address() !== undefined;
	});
	const url = `http://127.0.0.1:${address()}`;
	return {
		url,
		async end() {
			await program.end("TERM");
			await until(`${command} has ended`, () => isUnreachable(url));
		},
	};
}

async function isUnreachable(url: string): Promise<boolean> {
	return fetch(url).then(
		() => false,
		() => true,
	);
}

/** Nothing reports to its makers, and every server chooses a port. */
function environmentOf(folder: string): Record<string, string> {
	const runtimes = [process.execPath, nodes[0].node, deno.program].map((path) => dirname(path));
	return {
		PATH: [join(folder, "node_modules/.bin"), ...runtimes, "/usr/bin", "/bin"].join(":"),
		HOME: folder,
		PORT: "0",
		HOST: "127.0.0.1",
		CI: "true",
		NO_COLOR: "1",
		NEXT_TELEMETRY_DISABLED: "1",
		ASTRO_TELEMETRY_DISABLED: "1",
		WRANGLER_SEND_METRICS: "false",
		CLOUDFLARE_CF_FETCH_ENABLED: "false",
		DENO_NO_UPDATE_CHECK: "1",
		...compilerSettings,
	};
}
