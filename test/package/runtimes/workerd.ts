import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "../../free-port.ts";
import { within } from "../../patience.ts";
import { startTied } from "../../services/tied-process.ts";
import { untilAnswers } from "../../services/until-answers.ts";
import { bundle } from "./bundle.ts";
import type { Runtime, Trial } from "./runtime.ts";

/** Starts workerd with a Worker that tries features. It has no flag for compatibility with Node. */
export async function workerdRuntime(trial: Trial, program: string): Promise<Runtime> {
	// The conditions of wrangler.
	const folder = await bundle(trial.folder, "in-workerd", ["workerd", "worker", "browser"]);
	const port = await freePort();
	const file = join(folder, "config.capnp");
	await Bun.write(file, configuration(await readdir(folder), port));
	const server = startTied([program, "serve", file]);
	const url = `http://127.0.0.1:${port}/`;
	const ask = (job: object) => fetch(url, { method: "POST", body: JSON.stringify(job) });
	await untilAnswers(server, () => ask({ names: [], photo: "" }));
	return {
		needs: { s3: "`DOMParser`, `Node`" },
		async tryFeatures(names, need) {
			const { s3, photo } = trial;
			const job = { names, photo: photo.toBase64(), s3, hasXmlParser: need !== null };
			const response = await within("the Worker's response", ask(job));
			return new Map<string, string>(await response.json());
		},
		[Symbol.asyncDispose]: () => server.end("TERM"),
	};
}

/** The first module is the Worker; it may connect to this machine, where S3 is. */
function configuration(files: readonly string[], port: string): string {
	const scripts = ["in-workerd.js", ...files.filter((name) => /^(?!in-workerd).*\.js$/.test(name))];
	const modules = [
		...scripts.map((name) => `(name = "${name}", esModule = embed "${name}")`),
		...files
			.filter((name) => name.endsWith(".wasm"))
			.map((name) => `(name = "${name}", wasm = embed "${name}")`),
	];
	return `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
	services = [
		(name = "main", worker = .main),
		(name = "internet", network = (allow = ["local"])),
	],
	sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const main :Workerd.Worker = (
	modules = [${modules.join(", ")}],
	compatibilityDate = "2026-01-01",
);
`;
}
