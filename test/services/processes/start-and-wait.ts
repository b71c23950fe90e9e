import "../../worker/processes/end-with-test.ts";
import { startPostgres } from "../postgres.ts";
import { startRedis } from "../redis.ts";

// Starts both servers, prints their addresses, and waits to be killed.
const services = await Promise.all([startPostgres(), startRedis()]);
console.log(services.map(({ url }) => url).join(" "));
