import { openPublicStore } from "@widthwise/edge/public-store.ts";
import { readValidateConfig } from "@widthwise/edge/validate/config.ts";
import { createValidate } from "@widthwise/edge/validate/validate.ts";
import { createS3Store } from "widthwise/store/s3";
import { createSharpEngine } from "./sharp-engine.mjs";

const config = readValidateConfig();
const { region, endpoint } = config;

export const handler = createValidate({
	...config,
	place: config.media,
	media: createS3Store({ ...config.media, region, endpoint }),
	publicStore: openPublicStore({ ...config.publicStore, region, endpoint }),
	engine: createSharpEngine(),
});
