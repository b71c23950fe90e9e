// Our handler on sharp and AWS's SDK, as Lambdas that resize images are usually written.
import { createS3Store } from "widthwise/store/s3";
import { createSharpOriginRequest } from "./sharp-handlers.mjs";

export const handler = createSharpOriginRequest(createS3Store);
