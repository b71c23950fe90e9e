-- Prints wrk's results as one line of JSON.
function done(summary, latency, requests)
	local errors = summary.errors
	io.write(string.format(
		'REPORT {"requestsPerSecond":%.1f,"p50":%.3f,"p95":%.3f,"p99":%.3f,"errors":%d}\n',
		summary.requests / (summary.duration / 1e6),
		latency:percentile(50) / 1000,
		latency:percentile(95) / 1000,
		latency:percentile(99) / 1000,
		errors.connect + errors.read + errors.write + errors.status
	))
end
