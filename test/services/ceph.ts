import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "../free-port.ts";
import { PATIENCE_MS, until } from "../patience.ts";
import { makeTiedFolder, startTied, type TiedProcess } from "./tied-process.ts";
import { untilAnswers } from "./until-answers.ts";

/** Ceph's programs that an S3 server needs. */
const PROGRAMS = ["radosgw", "radosgw-admin", "ceph-mon", "ceph-osd", "ceph", "monmaptool"];

/** Whether all these programs are installed. */
export const hasCeph: boolean = PROGRAMS.every((name) => Bun.which(name) !== null);

/** A Ceph cluster with one node: its objects are in memory and end with it. */
export type Ceph = {
	/** The path of its configuration. */
	readonly configuration: string;
	/** Runs `radosgw-admin`. */
	administer(...parameters: readonly string[]): Promise<void>;
	/** Ends the cluster and deletes its folder. */
	remove(): Promise<void>;
};

/** Starts a new cluster. */
export async function startCeph(): Promise<Ceph> {
	if (!hasCeph)
		throw new Error(`Some of ${PROGRAMS.join(", ")} are not installed: run npm run services`);
	await using begun = new AsyncDisposableStack();
	const folder = begun.adopt(await makeTiedFolder("ceph"), (made) => made.remove());
	const [id, monitorPort] = [crypto.randomUUID(), await freePort()];
	const file = join(folder.path, "ceph.conf");
	await Bun.write(file, configuration(folder.path, id, monitorPort));
	await Promise.all(["mon", "osd", "rgw"].map((name) => mkdir(join(folder.path, name))));
	const run = (program: string, ...parameters: readonly string[]) =>
		runToEnd(program, "-c", file, ...parameters);
	const startPart = (program: string, ...parameters: readonly string[]) =>
		begun.adopt(startTied([program, "-c", file, "-f", ...parameters]), (part) => part.end("KILL"));

	const map = join(folder.path, "monmap");
	await runToEnd(
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
	const timeout = ["--connect-timeout", String(PATIENCE_MS / 1000)];
	const configureOsd = (...parameters: readonly string[]) =>
		untilAccepted(() => run("ceph", ...timeout, "osd", ...parameters));
	await configureOsd("new", disk);
	// The OSD would do this itself, but may ask the monitor too early, be refused, and end.
	await configureOsd("crush", "add", "osd.0", "1", "root=default");
	await run("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", disk);
	startPart("ceph-osd", "-i", "0");
	// Disposed of in reverse, the OSD first: without a monitor it would end slowly.
	const started = begun.move();
	return {
		configuration: file,
		administer: (...parameters) => run("radosgw-admin", ...parameters),
		remove: () => started.disposeAsync(),
	};
}

/**
 * Starts an S3 server of the cluster with this configuration, on a port of 127.0.0.1. Several may run:
 * they share the objects.
 */
export async function startCephGateway(configuration: string, port: string): Promise<TiedProcess> {
	const frontend = `--rgw-frontends=beast endpoint=127.0.0.1:${port} tcp_nodelay=1`;
	const gateway = startTied(["radosgw", "-c", configuration, "-f", "-n", "client.rgw", frontend]);
	await untilAnswers(gateway, () => fetch(`http://127.0.0.1:${port}/`));
	return gateway;
}

/**
 * Settings for short waits: the monitor decides at once instead of once a second, deleted objects are
 * collected soon, and a killed gateway times out quickly. Gateways look at few logs: with dozens of
 * each kind, as by default, they keep the processor busy while nothing is asked of them.
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
rgw gc max objs = 1
rgw lc max objs = 1
rgw reshard num logs = 1
rgw objexp hints num shards = 1
rgw override bucket index max shards = 1
rgw dynamic resharding = false
rgw enable lc threads = false
rgw enable quota threads = false
osd client watch timeout = 2
objecter tick interval = 0.5
`;
}

/**
 * Repeats a command until the monitor accepts it: `ceph` may send it before it knows the cluster's id,
 * and is refused for the wrong id (EPERM).
 */
function untilAccepted(command: () => Promise<void>): Promise<void> {
	return until("the monitor accepts a command", () =>
		command().then(
			() => true,
			(error) => {
				if (String(error).includes("EPERM")) return false;
				throw error;
			},
		),
	);
}

async function runToEnd(...command: readonly string[]): Promise<void> {
	const child = Bun.spawn([...command], { stdout: "pipe", stderr: "pipe" });
	const [output, errors] = await Promise.all([
		new Response(child.stdout).text(),
		new Response(child.stderr).text(),
	]);
	if ((await child.exited) === 0) return;
	throw new Error(`${command.join(" ")}\n${output}${errors}`);
}
