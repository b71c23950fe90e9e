import { openPublicStore } from "@widthwise/edge/public-store";
import { createValidate, readValidateSettings } from "@widthwise/edge/validate";
import { createS3Store } from "widthwise/store/s3";
import { createSharpEngine } from "./sharp-engine.mjs";

const settings = readValidateSettings();
const { media, publicStore } = settings;

export const handler = createValidate({
	...settings,
	location: media,
	media: createS3Store(media),
	publicStore: openPublicStore(publicStore),
	engine: createSharpEngine(),
});
