import "./end-with-test.ts";
import { createCatalogue } from "../../../worker/catalogue/catalogue.ts";
import { createPgliteDatabase } from "../../../worker/database/pglite.ts";
import { photoId, receivedPhoto } from "../photos.ts";

// Prints the id of each photo once the catalogue has acknowledged it, until it is killed.
const [folder = "", start = "0"] = process.argv.slice(2);
const database = await createPgliteDatabase({ folder, onError: console.error });
const catalogue = createCatalogue(database);
for (let number = Number(start); ; number++) {
	await catalogue.insertReceived(receivedPhoto(number));
	await catalogue.markProcessing(photoId(number));
	process.stdout.write(`${photoId(number)}\n`);
}
