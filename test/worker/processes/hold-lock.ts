import "./end-with-test.ts";
import { lockDataFolder } from "../../../worker/database/data-lock.ts";

// Locks the folder, says so, and holds the lock through garbage collections, until it is killed.
try {
	lockDataFolder(process.argv[2] ?? "");
	// An object that only this turn of the event loop references is collected after it.
	await new Promise(setImmediate);
	Bun.gc(true);
	console.log("locked");
} catch (error) {
	console.log(error instanceof Error ? error.message : error);
}
