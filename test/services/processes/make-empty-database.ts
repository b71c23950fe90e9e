// Makes the database of a new data folder, and ends.
import { createPgliteDatabase } from "../../../worker/database/pglite.ts";

const [folder = ""] = process.argv.slice(2);
const database = await createPgliteDatabase({ folder, onError: console.error });
await database.close();
