import { createCatalogue } from "../../../worker/catalogue/catalogue.ts";
import { openDatabase } from "../../../worker/database/open.ts";
import { receivedPhoto } from "../photos.ts";

// Opens the database as soon as it is told to, notes a photo, and says so.
const [databaseUrl, number] = process.argv.slice(2);
console.log("ready");
for await (const _line of console) break;
const database = await openDatabase({ dataDir: "", databaseUrl, onError: console.error });
await createCatalogue(database).insertReceived(receivedPhoto(Number(number)));
console.log("noted");
await database.close();
