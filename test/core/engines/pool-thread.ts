import { workerData } from "node:worker_threads";
import { serveJobs, type ThreadData } from "../../../core/engines/threads/serve-jobs.ts";
import { WidthwiseError } from "../../../core/errors.ts";

// A thread whose jobs and settings are strings that name how they fail.
const { settings, shared }: ThreadData<string | null, string> = workerData;
if (settings === "never ready") for (;;);
if (settings === "cannot start") throw new Error("cannot start");

let served = 0;

await serveJobs<string, string>(async () => {
	if (settings === "unavailable") {
		throw new WidthwiseError("engine-unavailable", "It needs a package", { cause: "not found" });
	}
	if (settings === "fails to load") throw new Error("no such file");
	return {
		async handle(job) {
			served++;
			if (job === "loop") for (;;);
			if (job === "throw") throw new TypeError("a bug");
			if (job === "exit") process.exit(3);
			if (job === "shared") return `${shared} ${served}`;
			if (job === "refuse") throw new WidthwiseError("unreadable-image", "The photo is damaged");
			return `${job} ${served}`;
		},
		transfer: () => [],
		isWornOut: () => settings === "wears out",
		shared: "made by the first",
	};
});
