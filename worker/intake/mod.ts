/**
 * How files become received photos.
 *
 * @module
 */
export { type CollectBuffers, createBufferCollector } from "./buffer-collector.ts";
export { type Receive, tooLarge } from "./receive.ts";
export type { ReceiveFile } from "./receive-file.ts";
