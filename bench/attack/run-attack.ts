import { parseArgs } from "node:util";
import { warnIfBusy } from "../harness/machine.ts";
import { amount, OUTPUT_OPTIONS } from "../harness/options.ts";
import { benchPhotos } from "../harness/photo.ts";
import { printTables } from "../plot/print-tables.ts";
import { measureAttack } from "./attack.ts";
import { FULL } from "./scenarios/size.ts";
import { type Attacked, attackRow } from "./table.ts";

const MINUTE_MS = 60_000;

/**
 * Runs the part `attack` with its arguments: `--soak` repeats all scenarios for so many minutes,
 * `--only` runs those with these names. Each row is shown on standard error as soon as it is measured.
 *
 * @throws {Error} for arguments that cannot be read, or without a photo
 *
 * @example
 * await runAttack(["--soak", "60"], console.log);
 */
export async function runAttack(
	args: readonly string[],
	print: (text: string) => void,
): Promise<void> {
	const { values } = parseArgs({
		args: [...args],
		options: {
			photo: { type: "string", multiple: true, default: [] },
			soak: { type: "string", default: "0" },
			only: { type: "string", multiple: true },
			...OUTPUT_OPTIONS,
		},
	});
	const [photo] = await benchPhotos(values.photo);
	warnIfBusy();
	const soakMs = amount("--soak", values.soak) * MINUTE_MS;
	const onAttacked = (row: Attacked): void => console.error(attackRow(row).join(" | "));
	const only = values.only ? { only: values.only } : {};
	const table = await measureAttack(photo, { size: FULL, soakMs, onAttacked, ...only });
	await printTables([table], values, print);
}
