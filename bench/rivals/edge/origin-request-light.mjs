// Our handler on sharp, with our client of S3.
import { createLightS3Store } from "@widthwise/edge/light-store";
import { createSharpOriginRequest } from "./sharp-handlers.mjs";

export const handler = createSharpOriginRequest(createLightS3Store);
