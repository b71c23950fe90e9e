// `npm run build:worker`: builds the Worker into edge/dist/cloudflare-worker.
import { join } from "node:path";
import { DIST } from "../dist-folder.ts";
import { writeBundle } from "../images/bundle.ts";
import { readBuildSettings } from "../settings.ts";
import { buildWorker } from "./build.ts";

await writeBundle(await buildWorker(readBuildSettings().buckets), join(DIST, "cloudflare-worker"));
console.log("Then: npx wrangler deploy --config edge/cloudflare-worker/wrangler.jsonc");
