import { errorJson } from "./error-json.ts";
import type { Names } from "./site.ts";

/**
 * Formats the locations for everything that our server answers, and the answers for requests that do
 * not reach it.
 *
 * @example
 * formatPages((name) => `photos_${name}`);
 */
export function formatPages(names: Names): string {
	const server = `proxy_pass http://${names("server")};`;
	const json = `error_page 502 504 = @${names("unreachable")}; error_page 429 = @${names("too_many")};`;
	return `location / {
	${server}
	error_page 502 504 = @${names("unreachable_page")};
}
location /api/ {
	${server}
	limit_req zone=${names("api")} burst=300 nodelay;
	limit_req_status 429;
	${json}
}
location = /api/events {
	${server}
	limit_req zone=${names("api")} burst=300 nodelay;
	limit_req_status 429;
	${json}
	proxy_buffering off;
	proxy_read_timeout 1h;
}
location /sign-in {
	${server}
	limit_req zone=${names("sign_in")} burst=10 nodelay;
	limit_req_status 429;
	${json}
}
location /metrics {
	default_type application/json;
	add_header Cache-Control no-store always;
	return 404 '${errorJson("not-found", "No such page")}';
}
location @${names("too_many")} {
	default_type application/json;
	add_header Cache-Control no-store always;
	add_header Retry-After 2 always;
	return 429 '${errorJson("busy", "Too many requests: try again in a moment")}';
}
location @${names("unreachable")} {
	default_type application/json;
	add_header Cache-Control no-store always;
	add_header Retry-After 1 always;
	return 503 '${errorJson("unavailable", "The server does not answer: try again in a moment")}';
}
location @${names("unreachable_page")} {
	default_type text/html;
	add_header Cache-Control no-store always;
	add_header Retry-After 1 always;
	return 503 '<!doctype html><title>One moment</title><p>The server does not answer: try again in a moment.';
}`;
}
