import { join } from "node:path";
import { startLineProcess } from "../harness/line-process.ts";
import { compilerSettings } from "../harness/settings.ts";
import type { Outcome, Target } from "./scenarios/scenario.ts";

/** The clients that attack. */
export type Attackers = AsyncDisposable & {
	/**
	 * Attacks in one way, and resolves when it is over.
	 *
	 * @param scenario its name
	 */
	attack(scenario: string, target: Target): Promise<Outcome>;
};

/** What {@link Attackers} ask of their process; the photo in Base64. */
export type AttackOrder = {
	readonly scenario: string;
	readonly target: Omit<Target, "photo"> & { readonly photo: string };
};

/** What the process answers: the statuses as pairs. */
export type AttackReport = Omit<Outcome, "statuses"> & {
	readonly statuses: readonly (readonly [status: number, count: number])[];
};

/** Without it, Bun would send 256 requests at the same time, however many visitors there are. */
const ENVIRONMENT = { BUN_CONFIG_MAX_HTTP_REQUESTS: "10000", ...compilerSettings };

/**
 * Starts the attackers, in a process of their own.
 *
 * @param launcher the beginning of its command, as of a {@link Placement}
 *
 * @example
 * await using attackers = startAttackers([]);
 * const { unanswered } = await attackers.attack("uploads at once", target);
 */
export function startAttackers(launcher: readonly string[]): Attackers {
	const program = join(import.meta.dir, "attackers-program.ts");
	const child = startLineProcess([...launcher, process.execPath, program], ENVIRONMENT);
	return {
		async attack(scenario, target) {
			const photo = Buffer.from(target.photo).toString("base64");
			const order: AttackOrder = { scenario, target: { ...target, photo } };
			const report = await child.request<AttackReport>(order);
			return { ...report, statuses: new Map(report.statuses) };
		},
		[Symbol.asyncDispose]: child[Symbol.asyncDispose],
	};
}
