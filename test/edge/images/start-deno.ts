import { join } from "node:path";
import { buildDeno } from "../../../edge/deno/build.ts";
import { denoCommand } from "../../../edge/deno/command.ts";
import { deno } from "../../examples/deno.ts";
import { freePort } from "../../free-port.ts";
import { makeTiedFolder, startTied } from "../../services/tied-process.ts";
import { untilAnswers } from "../../services/until-answers.ts";
import { BUCKETS } from "../urls.ts";

/** Deno with the edge's program and a folder of its own, as the printed command starts it. */
export type RunningDeno = {
	readonly url: string;
	/** The folder of its public store. */
	readonly folder: string;
	output(): string;
	remove(): Promise<void>;
};

/** Starts the edge's program on Deno, on an empty folder. */
export async function startDeno(): Promise<RunningDeno> {
	const { path, remove } = await makeTiedFolder("deno-edge", true);
	const [here, folder] = [join(path, "program"), join(path, "public")];
	for (const [name, bytes] of Object.entries(await buildDeno(BUCKETS))) {
		await Bun.write(join(here, name), bytes);
	}
	const address = `127.0.0.1:${await freePort()}`;
	const [, ...parameters] = denoCommand({ here, folder, address });
	const env = { PATH: "/usr/bin:/bin", HOME: path, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" };
	const program = startTied([deno.program, ...parameters], { cwd: path, env });
	const url = `http://${address}`;
	await untilAnswers(program, () => fetch(url));
	return {
		url,
		folder,
		output: program.output,
		async remove() {
			await program.end("TERM");
			await remove();
		},
	};
}
