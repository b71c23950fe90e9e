/**
 * A CloudFront on this machine: its caches, its events, and our distribution's settings.
 *
 * @module
 */
export { type CacheLayer, createCacheNetwork } from "./cache-network.ts";
export { serveStoresAsS3 } from "./folder-s3.ts";
export { FAILOVER_STATUSES } from "./origin-group.ts";
export { OUR_RESPONSE_HEADERS } from "./response-headers.ts";
export { OUR_CACHE_POLICY } from "./time-to-live.ts";
export { viewerEvent } from "./viewer-event.ts";
