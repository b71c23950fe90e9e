import "./end-with-test.ts";
import { openDatabase } from "../../../worker/database/open.ts";
import { createPhotoLock } from "../../../worker/database/photo-lock.ts";

// Takes a photo's lock, says so, and holds it until it is killed.
const [databaseUrl, photoId = ""] = process.argv.slice(2);
const database = await openDatabase({ dataDir: "", databaseUrl, onError: console.error });
await createPhotoLock(database)(photoId, async () => {
	console.log("held");
	await Promise.withResolvers<void>().promise;
});
