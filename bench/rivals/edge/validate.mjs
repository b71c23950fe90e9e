// Our handler on sharp and AWS's SDK.
import { createS3Store } from "widthwise/store/s3";
import { createSharpValidate } from "./sharp-handlers.mjs";

export const handler = createSharpValidate(createS3Store);
