import { existsSync } from "node:fs";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { until } from "../patience.ts";
import { makeTiedFolder, startTied } from "./tied-process.ts";

/** Debian's folder of modules. */
const MODULE = "/usr/lib/nginx/modules/ngx_http_js_module.so";

/** Debian installs it outside the path of ordinary users. */
const PROGRAM = Bun.which("nginx") ?? Bun.which("nginx", { PATH: "/usr/sbin" });

/** Whether nginx is installed, with its module for JavaScript. */
export const hasNginx: boolean = PROGRAM !== null && existsSync(MODULE);

/** A running nginx with one worker. */
export type Nginx = AsyncDisposable & {
	/** Everything that it reported so far. */
	output(): string;
	/** Ends it and deletes its folder. */
	remove(): Promise<void>;
};

/**
 * Starts nginx with site files, as Debian's own configuration includes them.
 *
 * @param ports that the sites listen on; resolves when all accept connections
 */
export async function startNginx(
	sites: readonly string[],
	ports: readonly string[],
): Promise<Nginx> {
	const folder = await makeTiedFolder("nginx");
	// Its worker is another user.
	await chmod(folder.path, 0o755);
	const file = join(folder.path, "nginx.conf");
	await writeFile(file, configuration(folder.path, sites));
	const check = Bun.spawnSync([PROGRAM ?? "nginx", "-t", "-c", file]);
	if (!check.success) throw new Error(check.stderr.toString());
	const program = startTied([PROGRAM ?? "nginx", "-c", file]);
	const remove = async (): Promise<void> => {
		await program.end("TERM");
		await folder.remove();
	};
	await until("nginx listens", async () => (await Promise.all(ports.map(answers))).every(Boolean));
	return { output: program.output, remove, [Symbol.asyncDispose]: remove };
}

function configuration(folder: string, sites: readonly string[]): string {
	const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
	return `load_module ${MODULE};
		daemon off; worker_processes 1; pid ${folder}/pid; error_log stderr notice;
		events { worker_connections 512; }
		http {
			${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(" ")}
			default_type application/octet-stream;
			gzip on;
			access_log ${folder}/unexpected.log;
			${sites.join("\n")}
		}`;
}

async function answers(port: string): Promise<boolean> {
	try {
		const socket = await Bun.connect({
			hostname: "127.0.0.1",
			port: Number(port),
			socket: { data() {} },
		});
		socket.end();
		return true;
	} catch {
		return false;
	}
}
