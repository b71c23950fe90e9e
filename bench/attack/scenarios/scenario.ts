import type { Running } from "../../harness/processes.ts";
import type { AttackSize } from "./size.ts";

/** The server under attack, and what is published on it. */
export type Target = {
	readonly server: Pick<Running, "url" | "pid">;
	/** The paths of published photos' images, without a query. */
	readonly images: readonly string[];
	/** A small JPEG, for uploads. */
	readonly photo: Uint8Array;
	readonly size: AttackSize;
};

/** How the clients of a scenario fared. */
export type Outcome = {
	/** Requests that got an answer, by status. */
	readonly statuses: ReadonlyMap<number, number>;
	/** Requests that the client itself ended: it left early. */
	readonly left: number;
	/** Requests that ended without an answer, although their client waited. */
	readonly unanswered: number;
	/** Uploads that were acknowledged; of these, `lost` were not published or refused with a reason. */
	readonly acknowledged: number;
	readonly lost: number;
	/** What is missing on this machine, or was seen besides. */
	readonly notes: readonly string[];
};

/** One kind of attack. */
export type Scenario = {
	readonly name: string;
	run(target: Target): Promise<Outcome>;
};
