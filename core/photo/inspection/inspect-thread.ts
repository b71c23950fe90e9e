import { open } from "node:fs/promises";
import { workerData } from "node:worker_threads";
import { setNiceness } from "../../engines/threads/niceness.ts";
import { serveJobs, type ThreadData } from "../../engines/threads/serve-jobs.ts";
import { transferables } from "../../engines/threads/transferables.ts";
import type { Probe } from "../../formats/container/container.ts";
import { probeImage } from "../../formats/probe.ts";
import { createInspector } from "./create-inspector.ts";
import { fileSource } from "./file-source.ts";
import type { FileOnDisk, InspectionJob, InspectionResult } from "./inspection-job.ts";
import type { Inspector } from "./inspector.ts";

await serveJobs<InspectionJob, InspectionResult>(async () => {
	const { settings: niceness }: ThreadData<number, never> = workerData;
	setNiceness(niceness);
	const inspector = createInspector();
	return {
		handle: (job) => handle(inspector, job),
		transfer: (result) => (result.kind === "strip" ? transferables([result.value]) : []),
		isWornOut: () => false,
	};
});

async function handle(inspector: Inspector, job: InspectionJob): Promise<InspectionResult> {
	switch (job.kind) {
		case "probe":
			return { kind: job.kind, value: await probeFile(job.file) };
		case "inspect":
			return { kind: job.kind, value: await inspector.inspect(job.image, job.maxPixels) };
		case "metadata":
			return { kind: job.kind, value: await inspector.readMetadata(job.image) };
		case "strip":
			return { kind: job.kind, value: await inspector.strip(job.image, job.options) };
		case "verify":
			return { kind: job.kind, value: await inspector.verify(job.image, job.kept) };
	}
}

async function probeFile({ path, size }: FileOnDisk): Promise<Probe> {
	const file = await open(path, "r");
	try {
		return await probeImage(fileSource(file.fd, size));
	} finally {
		await file.close();
	}
}
