// Our handler on sharp, with our client of S3.
import { createLightS3Store } from "@widthwise/edge/light-store";
import { createSharpValidate } from "./sharp-handlers.mjs";

export const handler = createSharpValidate(createLightS3Store);
