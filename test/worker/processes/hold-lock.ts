import "./end-with-test.ts";
import { lockDataFolder } from "../../../worker/database/data-lock.ts";

// Takes the folder, says so, and keeps it through collections of garbage, until it is killed.
try {
	lockDataFolder(process.argv[2] ?? "");
	// What only this turn of the event loop held would be collected after it.
	await new Promise(setImmediate);
	Bun.gc(true);
	console.log("locked");
} catch (error) {
	console.log(error instanceof Error ? error.message : error);
}
