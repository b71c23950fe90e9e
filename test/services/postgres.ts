import { chown, mkdir, readFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { freePort } from "../free-port.ts";
import { until } from "../patience.ts";
import { copyPostgresPrograms } from "./postgres-programs.ts";
import type { Service } from "./service.ts";
import { startOrRemove } from "./start-or-remove.ts";
import { makeTiedFolder, startTied, type TiedProcess } from "./tied-process.ts";
import { untilAnswers } from "./until-answers.ts";

/** A Postgres server that its users neither start nor end. */
export type PostgresServer = {
	/** The address of the database `postgres`. */
	readonly url: string;
	/** Creates an empty database, or a copy of one that nobody uses; resolves to its address. */
	createDatabase(template?: string): Promise<string>;
	/** Drops a database by its address, and disconnects its users. */
	dropDatabase(url: string): Promise<void>;
};

/** A Postgres server of one suite. */
export type PostgresService = Service & PostgresServer;

/** Postgres refuses to run as root: then it runs as `nobody`, whom every system has. */
const NOBODY = 65534;

/** Without fsync, acknowledged writes survive kill -9 but not the loss of power: enough for tests. */
const SETTINGS = [
	"listen_addresses=127.0.0.1",
	"unix_socket_directories=",
	"fsync=off",
	"max_connections=500",
	"shared_buffers=32MB",
];

/** Describes the Postgres server at an address. */
export function postgresAt(url: string): PostgresServer {
	return {
		url,
		async createDatabase(template) {
			const name = `d${crypto.randomUUID().replaceAll("-", "")}`;
			const from = template ? ` template ${nameOf(template)}` : "";
			await queryPostgres(url, `create database ${name}${from}`);
			return url.replace(/postgres$/, name);
		},
		async dropDatabase(address) {
			await queryPostgres(url, `drop database if exists ${nameOf(address)} with (force)`);
		},
	};
}

function nameOf(databaseUrl: string): string {
	return new URL(databaseUrl).pathname.slice(1);
}

/** Starts a new, empty Postgres server. */
export async function startPostgres(): Promise<PostgresService> {
	const folder = await makeTiedFolder("postgres");
	const [programs, data] = [join(folder.path, "native"), join(folder.path, "data")];
	await copyPostgresPrograms(programs);
	const asUser = await prepareUser(folder.path, data);
	await initialise([...asUser, join(programs, "bin/initdb"), "-D", data]);
	const port = await freePort();
	const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
	const settings = [...SETTINGS, `port=${port}`].flatMap((setting) => ["-c", setting]);
	const command = [...asUser, join(programs, "bin/postgres"), "-D", data, ...settings];
	const postgres = postgresAt(url);
	const created = new Set<string>();
	let server: TiedProcess | undefined;

	async function start(): Promise<void> {
		if (server) return;
		// After kill -9 child processes live on for a moment, and Postgres does not start beside them.
		await until("Postgres starts", async () => {
			server = startTied(command);
			return untilAnswers(server, () => queryPostgres(url, "select 1")).then(
				() => true,
				(error) => {
					server = undefined;
					if (/still in use/.test(String(error))) return false;
					throw error;
				},
			);
		});
	}
	/** INT shuts down at once; TERM would wait until all clients have disconnected. */
	async function end(signal: "INT" | "KILL"): Promise<void> {
		const children = signal === "KILL" ? await childrenOf(join(data, "postmaster.pid")) : [];
		await server?.end(signal);
		server = undefined;
		for (const child of children) kill(child);
	}
	async function remove(): Promise<void> {
		await end("KILL");
		await folder.remove();
	}
	await startOrRemove(start, remove);
	return {
		url,
		start,
		stop: () => end("INT"),
		kill: () => end("KILL"),
		async restart() {
			await end("INT");
			await start();
		},
		async wipe() {
			for (const address of created) await postgres.dropDatabase(address);
			created.clear();
			await queryPostgres(url, "drop schema if exists widthwise, bullmq cascade");
		},
		remove,
		[Symbol.asyncDispose]: remove,
		async createDatabase(template) {
			const address = await postgres.createDatabase(template);
			created.add(address);
			return address;
		},
		dropDatabase: postgres.dropDatabase,
	};
}

/** Makes Postgres's user own the folder; resolves to the command that runs programs as that user. */
async function prepareUser(folder: string, data: string): Promise<readonly string[]> {
	await mkdir(data, { mode: 0o700 });
	if (userInfo().uid !== 0) return [];
	for (const path of [folder, data]) await chown(path, NOBODY, NOBODY);
	return ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"];
}

/** Finds the server's child processes by its pid file. */
async function childrenOf(pidFile: string): Promise<readonly number[]> {
	try {
		const pid = (await readFile(pidFile, "utf8")).split("\n")[0];
		const list = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
		return list.trim().split(" ").map(Number);
	} catch {
		return [];
	}
}

function kill(pid: number): void {
	try {
		process.kill(pid, "SIGKILL");
	} catch {
		// The process has already ended.
	}
}

async function initialise(command: readonly string[]): Promise<void> {
	const flags = [
		"--no-sync",
		"--auth=trust",
		"--username=postgres",
		"--encoding=UTF8",
		"--locale=C",
	];
	const child = Bun.spawn([...command, ...flags], { stdout: "ignore", stderr: "pipe" });
	if ((await child.exited) !== 0) throw new Error(await new Response(child.stderr).text());
}

/** Runs one statement on a connection of its own. */
export async function queryPostgres(url: string, text: string): Promise<readonly object[]> {
	const client = new Client(url);
	client.on("error", () => {});
	await client.connect();
	try {
		const { rows } = await client.query(text);
		return rows;
	} finally {
		await client.end();
	}
}
