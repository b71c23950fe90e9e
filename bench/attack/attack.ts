import { untilOnHomePage, upload } from "../harness/client.ts";
import { distinctCopy } from "../harness/photo.ts";
import { memoryOf } from "../harness/process-usage.ts";
import { runWidthwise } from "../harness/processes.ts";
import { createProgress } from "../harness/progress.ts";
import type { Table } from "../harness/table.ts";
import { watchMemory } from "./memory-watch.ts";
import { startNeighbour } from "./neighbour.ts";
import { forgedNeeds } from "./scenarios/forged-needs.ts";
import { hotPage } from "./scenarios/hot-page.ts";
import { hostile } from "./scenarios/publish-hostile-files.ts";
import type { Scenario, Target } from "./scenarios/scenario.ts";
import { type AttackSize, BUCKETS } from "./scenarios/size.ts";
import { stalled } from "./scenarios/stalled.ts";
import { storm } from "./scenarios/storm.ts";
import { uploads } from "./scenarios/uploads.ts";
import { type Attacked, attackTable } from "./table.ts";

const SCENARIOS: readonly Scenario[] = [hotPage, forgedNeeds, stalled, storm, uploads, hostile];

/**
 * Attacks a real server in every way of {@link SCENARIOS}, one after another, while a neighbour requests
 * one image that was cut before. Each phase under attack is compared with the quiet phase before it.
 *
 * @param photo a JPEG of which copies are published first
 * @param options.soakMs repeats all scenarios until so many milliseconds have passed; 0: once
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
		readonly onAttacked?: (row: Attacked) => void;
	},
): Promise<Table> {
	const { size, soakMs, onAttacked } = options;
	const env = { WIDTH_BUCKETS: BUCKETS.join(","), LOG_LEVEL: "warn" };
	await using server = await runWidthwise(env);
	const images = await publish(server.url, photo, size.photos);
	const hot = `${server.url}${images[0]}?width=640&format=webp`;
	const small = `${server.url}${images[0]}?width=640&format=jpeg`;
	await (await fetch(hot)).arrayBuffer();
	const target = { server, images, size, photo: await (await fetch(small)).bytes() };
	const attacked: Attacked[] = [];
	const end = performance.now() + soakMs;
	do {
		for (const scenario of SCENARIOS) {
			const row = await attack(scenario, target, hot);
			attacked.push(row);
			onAttacked?.(row);
		}
	} while (performance.now() < end);
	return attackTable(attacked);
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

async function attack(scenario: Scenario, target: Target, hot: string): Promise<Attacked> {
	const progress = createProgress();
	progress.show(`attack: ${scenario.name}`);
	using memory = watchMemory(target.server.pid);
	await using neighbour = startNeighbour(hot);
	// The first requests open the connection.
	await Bun.sleep(target.size.quietMs);
	await neighbour.phase();
	await Bun.sleep(target.size.quietMs);
	const quiet = await neighbour.phase();
	memory.peak();
	const outcome = await scenario.run(target);
	const busy = await neighbour.phase();
	const peak = memory.peak();
	progress.done();
	return {
		name: scenario.name,
		quiet,
		busy,
		outcome,
		peak,
		after: memoryOf(target.server.pid).now,
	};
}
