import { linesOf } from "../harness/line-process.ts";
import type { AttackOrder, AttackReport } from "./attackers.ts";
import { SCENARIOS } from "./scenarios/all.ts";

/** The attackers' process: carries out orders, one a line, and prints the outcome of each. */
async function carryOut({ scenario: name, target }: AttackOrder): Promise<AttackReport> {
	const scenario = SCENARIOS.find((known) => known.name === name);
	if (!scenario) throw new Error(`There is no scenario ${name}`);
	const photo = Uint8Array.from(Buffer.from(target.photo, "base64"));
	const outcome = await scenario.run({ ...target, photo });
	return { ...outcome, statuses: [...outcome.statuses] };
}

for await (const line of linesOf(Bun.stdin.stream())) {
	const answer = await carryOut(JSON.parse(line)).catch((error) => ({ error: String(error) }));
	console.log(JSON.stringify(answer));
}
process.exit();
