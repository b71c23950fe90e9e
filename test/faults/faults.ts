import { until } from "../patience.ts";
import type { RunningServer } from "../running-server.ts";
import type { EventStream } from "../server/photo-events.ts";
import type { Production } from "./production.ts";
import type { Uploads } from "./uploads.ts";
import type { WorkerProcesses } from "./workers.ts";

/** Something that goes wrong. */
export type Fault = {
	strike(): Promise<void>;
	/** Uploads go on; resolves when there has been enough of it. */
	untilFelt?(): Promise<void>;
	end?(): Promise<void>;
};

/** Where it goes wrong. */
export type Scene = {
	readonly production: Production;
	readonly server: RunningServer;
	readonly workers: WorkerProcesses;
	readonly events: EventStream;
	readonly uploads: Uploads;
};

export const RESTART = "Postgres is restarted";

const KILLS = 8;
/** Photos that are begun or published after the first kill, of more than there will be. */
const LAST_KILL_STEP = 50;

/** Every fault by its name. */
export const faults: Readonly<Record<string, (scene: Scene) => Fault>> = {
	"workers are killed with -9, eight times, at steps that are drawn": ({ workers, events }) => {
		const steps = () =>
			events.heard.filter(({ status }) => /processing|published/.test(status)).length;
		let first = 0;
		return {
			async strike() {
				workers.killOne();
				first = steps();
			},
			async untilFelt() {
				for (const step of drawn(KILLS - 1, LAST_KILL_STEP)) {
					await until(`step ${step} is done`, () => steps() >= first + step);
					workers.killOne();
				}
			},
		};
	},
	"Redis is killed, and started again when it is missed": ({ production, server }) => ({
		strike: production.redis.kill,
		untilFelt: () => until("the server misses Redis", async () => !(await isReady(server))),
		end: production.redis.start,
	}),
	"Redis is wiped": ({ production }) => ({ strike: production.redis.wipe }),
	[RESTART]: ({ production }) => ({ strike: production.postgres.restart }),
	"S3 is away until uploads and photos have failed for it": (scene) => ({
		strike: scene.production.s3.stop,
		async untilFelt() {
			const { events, uploads, workers } = scene;
			const failed = workers.output().split("retried in").length;
			const refused = uploads.refusals();
			await until("an upload is refused", () => uploads.refusals() > refused);
			const published = () => events.heard.filter(({ status }) => status === "published").length;
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

/** So many different numbers up to a last, by chance, in order. */
function drawn(count: number, last: number): readonly number[] {
	const numbers = Array.from({ length: last }, (_, i) => i + 1);
	const chosen = Array.from({ length: count }, () =>
		numbers.splice(Math.floor(Math.random() * numbers.length), 1),
	);
	return chosen.flat().sort((a, b) => a - b);
}
