/**
 * How a file becomes a received photo.
 *
 * @module
 */
export { type CollectBuffers, createBufferCollector } from "./buffer-collector.ts";
export { type Receive, tooLarge } from "./receive.ts";
export type { ReceiveFile } from "./receive-file.ts";
