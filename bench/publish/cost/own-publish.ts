import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createMemoryStore, publish } from "widthwise";
import { createVipsEngine } from "widthwise/engine/vips";
import { readMasterInfo } from "widthwise/photo";
import { masterKey, mezzanineKey } from "widthwise/url";
import type { CostReply, CostRequest } from "./contenders.ts";

const ID = "0".repeat(32);

const engine = createVipsEngine({ threads: 1, idleMs: 3_600_000 });

// Publishes the photo of each line into memory, and then writes its pictures to a folder.
for await (const line of createInterface({ input: process.stdin })) {
	const request: CostRequest = JSON.parse(line);
	console.log(JSON.stringify(await measure(request)));
}
await engine.close();

async function measure({ photo, folder }: CostRequest): Promise<CostReply> {
	const bytes = await readFile(photo);
	const store = createMemoryStore();
	const before = process.cpuUsage();
	await publish(ID, bytes, { store, engine, maxPixels: 1e9 });
	const { user, system } = process.cpuUsage(before);
	const info = await store.head(masterKey(ID));
	if (!info) throw new Error("The photo has no master");
	const { width, height, mezzanines } = readMasterInfo(info);
	await mkdir(folder, { recursive: true });
	for (const key of [masterKey(ID), ...mezzanines.map((width) => mezzanineKey(ID, width))]) {
		const object = await store.get(key);
		if (object) await writeFile(join(folder, key.replace(/.*\//, "")), await object.bytes());
	}
	return { processorMs: (user + system) / 1000, width, height, mezzanines };
}
