import { until } from "../patience.ts";
import type { RunningServer } from "../running-server.ts";
import type { EventStream } from "../server/photo-events.ts";
import type { OwnProduction } from "./production.ts";
import type { Uploads } from "./uploads.ts";
import type { WorkerProcesses } from "./workers.ts";

/** A fault in production. */
export type Fault = {
	strike(): Promise<void>;
	/** Uploads go on meanwhile; resolves when the fault has had an effect. */
	untilNoticed?(): Promise<void>;
	end?(): Promise<void>;
};

/** What a fault can act on. */
export type Scene = {
	readonly production: OwnProduction;
	readonly server: RunningServer;
	readonly workers: WorkerProcesses;
	readonly events: EventStream;
	readonly uploads: Uploads;
};

export const RESTART = "Postgres is restarted";

const KILLS = 2;
/** Steps (a photo begun or published) after the first kill within which the others fall: photos are left to publish then. */
const LAST_KILL_STEP = 6;

/** All faults by name. */
export const faults: Readonly<Record<string, (scene: Scene) => Fault>> = {
	"workers are killed with -9, twice, at random steps": ({ workers, events }) => {
		const steps = () =>
			events.received.filter(({ status }) => /processing|published/.test(status)).length;
		let first = 0;
		return {
			async strike() {
				workers.killOne();
				first = steps();
			},
			async untilNoticed() {
				for (const step of randomNumbers(KILLS - 1, LAST_KILL_STEP)) {
					await until(`step ${step} is done`, () => steps() >= first + step);
					workers.killOne();
				}
			},
		};
	},
	"Redis is killed, and started again once the server has noticed": ({ production, server }) => ({
		strike: production.redis.kill,
		untilNoticed: () => until("the server misses Redis", async () => !(await isReady(server))),
		end: production.redis.start,
	}),
	"Redis is wiped": ({ production }) => ({ strike: production.redis.wipe }),
	[RESTART]: ({ production }) => ({ strike: production.postgres.restart }),
	"S3 is unreachable until uploads and attempts to publish have failed": (scene) => ({
		strike: scene.production.s3.stop,
		async untilNoticed() {
			const { events, uploads, workers } = scene;
			const failed = workers.output().split("retried in").length;
			const refused = uploads.refusals();
			await until("an upload is refused", () => uploads.refusals() > refused);
			const published = () => events.received.filter(({ status }) => status === "published").length;
			await until("a photo fails, if there is one", () => {
				const isOneLeft = published() < uploads.acknowledged.size;
				return !isOneLeft || workers.output().split("retried in").length > failed;
			});
		},
		end: scene.production.s3.start,
	}),
};

async function isReady(server: RunningServer): Promise<boolean> {
	return (await fetch(`${server.url}/readyz`)).ok;
}

/** Picks different random numbers from 1 to `last`, in ascending order. */
function randomNumbers(count: number, last: number): readonly number[] {
	const numbers = Array.from({ length: last }, (_, i) => i + 1);
	const chosen = Array.from({ length: count }, () =>
		numbers.splice(Math.floor(Math.random() * numbers.length), 1),
	);
	return chosen.flat().sort((a, b) => a - b);
}
