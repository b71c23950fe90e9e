import { lockDataFolder } from "../../../worker/data-lock.ts";

try {
	lockDataFolder(process.argv[2] ?? "");
	console.log("locked");
} catch (error) {
	console.log(error instanceof Error ? error.message : error);
}
setInterval(() => {}, 1000);
