import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { PATIENCE_MS, until } from "../patience.ts";
import { freePort } from "../running-server.ts";
import { makeTiedFolder, startTied, type TiedProcess } from "./tied-process.ts";
import { untilAnswers } from "./until-answers.ts";

/** Ceph's programs that an S3 server needs; Debian has each in the package of its name. */
const PROGRAMS = ["radosgw", "radosgw-admin", "ceph-mon", "ceph-osd", "ceph", "monmaptool"];

/** Whether all of them are installed. */
export const hasCeph: boolean = PROGRAMS.every((name) => Bun.which(name) !== null);

/** A Ceph cluster of one: its objects live in memory as long as it does. */
export type Ceph = {
	/** Starts its S3 server on a port of 127.0.0.1; several may run, and they share the objects. */
	startGateway(port: string): Promise<TiedProcess>;
	/** Runs `radosgw-admin`. */
	administer(...words: readonly string[]): Promise<void>;
	/** Ends it and removes its folder. */
	remove(): Promise<void>;
};

/** Starts a cluster of its own. */
export async function startCeph(): Promise<Ceph> {
	if (!hasCeph) throw new Error(`${PROGRAMS.join(", ")}: npm run services installs them`);
	await using begun = new AsyncDisposableStack();
	const folder = begun.adopt(await makeTiedFolder("ceph"), (made) => made.remove());
	const [id, monitorPort] = [crypto.randomUUID(), await freePort()];
	const file = join(folder.path, "ceph.conf");
	await Bun.write(file, configuration(folder.path, id, monitorPort));
	await Promise.all(["mon", "osd", "rgw"].map((name) => mkdir(join(folder.path, name))));
	const run = (program: string, ...words: readonly string[]) =>
		finish(program, "-c", file, ...words);
	const start = (program: string, ...words: readonly string[]) =>
		startTied([program, "-c", file, "-f", ...words]);
	const startPart = (program: string, ...words: readonly string[]) =>
		begun.adopt(start(program, ...words), (part) => part.end("KILL"));

	const map = join(folder.path, "monmap");
	await finish(
		"monmaptool",
		"--create",
		"--addv",
		"a",
		`[v1:127.0.0.1:${monitorPort}]`,
		"--fsid",
		id,
		map,
	);
	await run("ceph-mon", "-i", "a", "--mkfs", "--monmap", map);
	startPart("ceph-mon", "-i", "a");
	const disk = crypto.randomUUID();
	const ask = (...words: readonly string[]) =>
		untilTaken(() => run("ceph", "--connect-timeout", String(PATIENCE_MS / 1000), "osd", ...words));
	await ask("new", disk);
	// Left to do this by itself, it may ask the monitor too early, be refused, and end.
	await ask("crush", "add", "osd.0", "1", "root=default");
	await run("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", disk);
	startPart("ceph-osd", "-i", "0");
	// In reverse, the storage first: without a monitor it would take its time.
	const started = begun.move();
	return {
		async startGateway(port) {
			const gateway = start(
				"radosgw",
				"-n",
				"client.rgw",
				`--rgw-frontends=beast endpoint=127.0.0.1:${port} tcp_nodelay=1`,
			);
			await untilAnswers(gateway, () => fetch(`http://127.0.0.1:${port}/`));
			return gateway;
		},
		administer: (...words) => run("radosgw-admin", ...words),
		remove: () => started.disposeAsync(),
	};
}

/**
 * The monitor decides at once instead of once a second, what was deleted is forgotten soon, and a
 * gateway that was killed is not waited for.
 */
function configuration(folder: string, id: string, monitorPort: string): string {
	return `[global]
fsid = ${id}
mon host = v1:127.0.0.1:${monitorPort}
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind msgr2 = false
auth cluster required = none
auth service required = none
auth client required = none
keyring = /dev/null
run dir = ${folder}
admin socket =
pid file =
log file = ${folder}/$name.log
mon data = ${folder}/mon
osd data = ${folder}/osd
rgw data = ${folder}/rgw
paxos propose interval = 0.02
paxos min wait = 0.01
mon allow pool size one = true
mon max pg per osd = 1000
osd objectstore = memstore
memstore device bytes = 8G
osd crush chooseleaf type = 0
osd crush update on start = false
osd class update on start = false
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
rgw rados pool pg num min = 1
rgw thread pool size = 64
rgw gc obj min wait = 1
rgw gc processor period = 5
osd client watch timeout = 2
objecter tick interval = 0.5
`;
}

/**
 * `ceph` may ask before it has heard the cluster's id, and is refused for the wrong one (EPERM). What it
 * is asked here may be repeated.
 */
function untilTaken(ask: () => Promise<void>): Promise<void> {
	return until("the monitor takes what it is asked", () =>
		ask().then(
			() => true,
			(error) => {
				if (String(error).includes("EPERM")) return false;
				throw error;
			},
		),
	);
}

async function finish(...command: readonly string[]): Promise<void> {
	const child = Bun.spawn([...command], { stdout: "pipe", stderr: "pipe" });
	const [printed, complaints] = await Promise.all([
		new Response(child.stdout).text(),
		new Response(child.stderr).text(),
	]);
	if ((await child.exited) === 0) return;
	throw new Error(`${command.join(" ")}\n${printed}${complaints}`);
}
