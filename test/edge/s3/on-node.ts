// Uses a light store on Node.js, as a Lambda does, and prints what it sees. Its arguments are the
// store's options, as JSON; the credentials are in the environment.
import { createLightS3Store } from "../../../edge/s3/light-store.ts";

const store = createLightS3Store(JSON.parse(process.argv[2] ?? ""));
const bytes = new TextEncoder().encode("hello");
const options = { contentType: "image/jpeg", metadata: { width: "600" }, ifAbsent: true };
const puts = [await store.put("a/b", bytes, options), await store.put("a/b", bytes, options)];
const object = await store.get("a/b");
const text = new TextDecoder().decode(await object?.bytes());
const range = new TextDecoder().decode((await store.getRange("a/b", 1, 2)) ?? new Uint8Array());
const keys = await Array.fromAsync(store.list("a/"));
await store.delete("a/b");
const missing = await store.get("a/b");
const contentType = object?.contentType;
const metadata = object?.metadata;
console.log(JSON.stringify({ puts, text, range, keys, missing, contentType, metadata }));
process.exit();
