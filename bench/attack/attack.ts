import { untilOnHomePage, upload } from "../harness/client.ts";
import { distinctCopy } from "../harness/photo.ts";
import { placeApart } from "../harness/placement.ts";
import { memoryOf } from "../harness/process-usage.ts";
import { runWidthwise } from "../harness/processes.ts";
import { createProgress } from "../harness/progress.ts";
import type { Table } from "../harness/table.ts";
import { type Attackers, startAttackers } from "./attackers.ts";
import { startControl } from "./control.ts";
import { watchMemory } from "./memory-watch.ts";
import { type Neighbour, startNeighbour } from "./neighbour.ts";
import { SCENARIOS } from "./scenarios/all.ts";
import { hotPage } from "./scenarios/hot-page.ts";
import type { Target } from "./scenarios/scenario.ts";
import { type AttackSize, BUCKETS } from "./scenarios/size.ts";
import { type Attacked, attackTable } from "./table.ts";

/** The name in the table for the visitors of nginx with the same files. */
export const CONTROL = "the same, of nginx with files";

const QUERY = "?width=640&format=webp";

/**
 * Attacks a real server in every way of {@link SCENARIOS}, one after another, while a neighbour requests
 * one image that was cut before. Each phase under attack is compared with the quiet phase before it. The
 * visitors come to nginx with the same files, too.
 *
 * @param photo a JPEG of which copies are published first
 * @param options.soakMs repeats all scenarios until so many milliseconds have passed; 0: once
 * @param options.only the names of the scenarios; default: all
 * @param options.onAttacked called after each scenario
 *
 * @example
 * console.log(formatTable(await measureAttack(photo, { size: FULL, soakMs: 0 })));
 */
export async function measureAttack(
	photo: Uint8Array,
	options: {
		readonly size: AttackSize;
		readonly soakMs: number;
		readonly only?: readonly string[];
		readonly onAttacked?: (row: Attacked) => void;
	},
): Promise<Table> {
	const { size, soakMs, only, onAttacked } = options;
	const placement = placeApart();
	const env = { WIDTH_BUCKETS: BUCKETS.join(","), LOG_LEVEL: "warn" };
	await using server = await runWidthwise(env, placement.server);
	await using attackers = startAttackers(placement.others);
	const images = await publish(server.url, photo, size.photos);
	const hot = `${images[0]}${QUERY}`;
	const small = `${server.url}${images[0]}?width=640&format=jpeg`;
	const files = { size, photo: await (await fetch(small)).bytes() };
	await using control = await startControl(server.url, hot, placement.server);
	const attacked: Attacked[] = [];
	async function attack(name: string, scenario: string, target: Target): Promise<void> {
		const hit = `${target.server.url}${target.images[0]}${QUERY}`;
		await using neighbour = startNeighbour(hit, placement.client);
		const row = await measure({ name, scenario, target, neighbour, attackers });
		attacked.push(row);
		onAttacked?.(row);
	}
	const end = performance.now() + soakMs;
	do {
		for (const { name } of SCENARIOS) {
			if (only && !only.includes(name)) continue;
			await attack(name, name, { ...files, server, images });
			if (name !== hotPage.name || !control) continue;
			const target = { ...files, server: control, images: [control.image] };
			await attack(CONTROL, name, target);
		}
	} while (performance.now() < end);
	return attackTable(attacked, placement.description);
}

async function publish(site: string, photo: Uint8Array, count: number): Promise<readonly string[]> {
	const paths: string[] = [];
	for (let copy = 0; copy < count; copy++) {
		const [accepted] = await upload(site, [distinctCopy(photo, copy)]);
		if (!accepted) throw new Error("The upload was not accepted");
		await untilOnHomePage(site, accepted.id);
		paths.push(accepted.url);
	}
	return paths;
}

/** An attack on a server while its neighbour is measured. */
type Attack = {
	readonly name: string;
	readonly scenario: string;
	readonly target: Target;
	readonly neighbour: Neighbour;
	readonly attackers: Attackers;
};

async function measure({
	name,
	scenario,
	target,
	neighbour,
	attackers,
}: Attack): Promise<Attacked> {
	const progress = createProgress();
	progress.show(`attack: ${name}`);
	const { pid } = target.server;
	using memory = watchMemory(pid);
	// The first requests open the connection, and make both programs warm.
	await Bun.sleep(target.size.quietMs / 3);
	await neighbour.phase();
	await Bun.sleep(target.size.quietMs);
	const quiet = await neighbour.phase();
	memory.peak();
	const outcome = await attackers.attack(scenario, target);
	const busy = await neighbour.phase();
	const peak = memory.peak();
	progress.done();
	return { name, quiet, busy, outcome, peak, after: memoryOf(pid).now };
}
