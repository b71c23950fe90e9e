import { workerData } from "node:worker_threads";
import { serveJobs } from "../../../core/engines/threads/serve-jobs.ts";
import { WidthwiseError } from "../../../core/errors.ts";

// A thread whose jobs and settings are strings that name how they fail.
if (workerData === "never ready") for (;;);
if (workerData === "cannot start") throw new Error("cannot start");

let served = 0;

await serveJobs<string, string>(async () => {
	if (workerData === "unavailable") {
		throw new WidthwiseError("engine-unavailable", "It needs a package", { cause: "not found" });
	}
	if (workerData === "fails to load") throw new Error("no such file");
	return {
		async handle(job) {
			served++;
			if (job === "loop") for (;;);
			if (job === "throw") throw new TypeError("a bug");
			if (job === "exit") process.exit(3);
			if (job === "refuse") throw new WidthwiseError("unreadable-image", "The photo is damaged");
			return `${job} ${served}`;
		},
		transfer: () => [],
		isWornOut: () => workerData === "wears out",
	};
});
