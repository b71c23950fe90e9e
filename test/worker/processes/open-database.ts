import { createCatalogue } from "../../../worker/catalogue/catalogue.ts";
import { openDatabase } from "../../../worker/database/open.ts";
import { receivedPhoto } from "../photos.ts";

// Waits for a line, then opens the database, records a photo, and says so.
const [databaseUrl, number] = process.argv.slice(2);
console.log("ready");
for await (const _line of console) break;
const database = await openDatabase({ dataDir: "", databaseUrl, onError: console.error });
await createCatalogue(database).insertReceived(receivedPhoto(Number(number)));
console.log("recorded");
await database.close();
